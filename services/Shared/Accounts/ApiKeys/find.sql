select id, creator_id, scopes
from api_keys
where hash = $1 and revoked_at is null
