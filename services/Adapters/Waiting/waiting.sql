-- What is due to be told or done now; a channel that is paused lags behind nothing. Counted up to where it no longer matters.
select 'due_pushes', count(*), min(due_at), true
from (
  select p.due_at
  from pushes p
  join connections c on c.id = p.connection_id and c.creator_id = p.tenant_id
  where p.status = 'waiting' and p.feed is null and p.due_at <= $1 and (p.claimed_until is null or p.claimed_until < $1) and not c.paused
  limit 100000
) p
union all
select 'feeds', count(*), min(look_at) filter (where look_at <= $1 and (claimed_until is null or claimed_until < $1)), true from push_feeds
union all
select 'reconciliations', count(*), min(requested_at), false from sync_runs where status = 'waiting'
union all
select 'due_polls', count(*), min(due_at), true
from order_polls o
join connections c on c.id = o.connection_id and c.creator_id = o.tenant_id
where o.due_at <= $1 and (o.claimed_until is null or o.claimed_until < $1) and not c.orders_paused
union all
select 'alert_deliveries', count(*), min(due_at), false
from (
  select d.due_at
  from alert_deliveries d
  join alert_webhooks w on w.creator_id = d.creator_id and w.id = d.webhook_id
  where d.status = 'waiting' and d.due_at <= $1 and (d.claimed_until is null or d.claimed_until < $1) and w.paused_at is null and w.disabled_at is null
  limit 100000
) d
