with changed as (
  update alert_webhooks
  set secrets = $4, updated_at = $5
  where creator_id = $1 and id = $2 and updated_at = $3
  returning id, name
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $5, $6, $7, 'access.alert_webhook_rotated', id, jsonb_build_object('Name', name)
from changed
