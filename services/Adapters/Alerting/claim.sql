-- The attempt that is due longest, or whose replica fell silent; another replica's is passed over. What is told of one alert is told in its
-- order, and a webhook that answers slowly has few attempts at a time. A test goes to one that is paused as well.
with due as materialized (
  select d.creator_id, d.id, w.address, w.secrets
  from alert_deliveries d
  join alert_webhooks w on w.creator_id = d.creator_id and w.id = d.webhook_id
  where d.status = 'waiting' and d.due_at <= now() and (d.claimed_until is null or d.claimed_until < now())
    and (d.type = 'alert.test' or (w.paused_at is null and w.disabled_at is null))
    and not exists (
      select 1
      from alert_deliveries b
      where b.creator_id = d.creator_id and b.webhook_id = d.webhook_id and b.kind = d.kind and b.subject = d.subject and b.seq < d.seq and b.status = 'waiting'
    )
    and (
      select count(*)
      from alert_deliveries b
      where b.creator_id = d.creator_id and b.webhook_id = d.webhook_id and b.status = 'waiting' and b.claimed_until >= now()
    ) < $2
  order by d.due_at
  limit 1
  for update of d skip locked
)
update alert_deliveries
set claimed_until = now() + $1 * interval '1 millisecond', claims = claims + 1
from due
where alert_deliveries.creator_id = due.creator_id and alert_deliveries.id = due.id
returning alert_deliveries.creator_id, alert_deliveries.id, alert_deliveries.claims, alert_deliveries.type, alert_deliveries.body, alert_deliveries.attempts, alert_deliveries.webhook_id,
  due.address, due.secrets
