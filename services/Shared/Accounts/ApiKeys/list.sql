select id, scopes, name, created_at, expires_at, last_used_at, revoked_at, created_by, replaces
from api_keys
where creator_id = $1 and (created_at, id) < ($2, $3)
order by created_at desc, id desc
limit $4
