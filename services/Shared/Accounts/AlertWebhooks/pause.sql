with changed as (
  update alert_webhooks
  set paused_at = $3, updated_at = $3
  where creator_id = $1 and id = $2 and paused_at is null
  returning id, name
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $3, $4, $5, 'access.alert_webhook_paused', id, jsonb_build_object('Name', name)
from changed
