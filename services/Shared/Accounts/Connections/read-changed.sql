select id, creator_id, platform, name, settings::text, secrets, paused, orders_paused, updated_at
from connections
where updated_at > $1 or id = any($2)
order by updated_at, id
