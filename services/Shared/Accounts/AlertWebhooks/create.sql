with made as (
  insert into alert_webhooks (creator_id, id, name, address, kinds, secrets, created_at, created_by, updated_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $7
  where (select count(*) from alert_webhooks where creator_id = $1) < $11
  returning id, name, kinds
), watched as (
  -- Its first look is at once: what is wrong by then is not told.
  insert into alert_watches (creator_id)
  select $1 from made
  on conflict (creator_id) do update set due_at = '-infinity'
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $7, $8, $9, 'access.alert_webhook_created', id, jsonb_build_object('Name', name, 'Host', $10::text, 'Kinds', kinds)
from made
