select id, creator_id, label, sku, created_at, created_by, expires_at, revoked_at, sessions
from share_links
where creator_id = $1 and (created_at, id) < ($2, $3)
order by created_at desc, id desc
limit $4
