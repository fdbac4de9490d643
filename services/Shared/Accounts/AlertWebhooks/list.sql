select id, name, address, kinds, secrets, created_at, created_by, updated_at, paused_at, disabled_at, disabled_because, delivered_at
from alert_webhooks
where creator_id = $1
order by created_at, id
