with gone as (
  delete from alert_webhooks
  where creator_id = $1 and id = $2
  returning id, name
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $3, $4, $5, 'access.alert_webhook_deleted', id, jsonb_build_object('Name', name)
from gone
