select id, creator_id, platform, name, settings::text, secrets, paused, updated_at
from connections
where id = $1
