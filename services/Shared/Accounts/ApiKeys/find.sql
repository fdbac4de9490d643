select id, creator_id, scopes, name, expires_at, last_used_at
from api_keys
where hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
