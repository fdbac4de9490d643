with changed as (
  update alert_webhooks
  set paused_at = null, disabled_at = null, disabled_because = null, updated_at = $3
  where creator_id = $1 and id = $2 and (paused_at is not null or disabled_at is not null)
  returning id, name
), watched as (
  -- What it missed is to be read anew.
  update alert_watches
  set due_at = '-infinity', seen = null
  where creator_id = $1 and exists (select 1 from changed)
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $3, $4, $5, 'access.alert_webhook_resumed', id, jsonb_build_object('Name', name)
from changed
