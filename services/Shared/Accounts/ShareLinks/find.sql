select id, creator_id, label, sku, created_at, created_by, expires_at, revoked_at, sessions
from share_links
where hash = $1 and revoked_at is null and expires_at > $2
