-- What else is wrong now of a creator ($1) at a moment ($2), in the same columns.
select 2 as rank, 'reservation_ending' as kind, platform || '-' || order_id as subject, due_at - interval '15 minutes' as since, 1 as amount, null as detail
from reservation_expiries
where tenant_id = $1 and due_at < $2 + interval '15 minutes'
union all
select 0, 'event_parked', aggregate, min(parked_at), count(*), min(reason) filter (where status = 'parked')
from parked_events
where tenant_id = $1 and status in ('parked', 'waiting')
group by aggregate
union all
select 1, 'push_failed', connection_id, min(answered_at), count(*), min(failure)
from pushes
where tenant_id = $1 and status in ('dead', 'failed')
group by connection_id
union all
select 1, 'channel_failing', connection_id, min(wanted_at), count(*), min(failure)
from pushes
where tenant_id = $1 and status = 'waiting' and attempts >= 3
group by connection_id
union all
select 2, 'channel_paused', id, updated_at, 1, name
from connections
where creator_id = $1 and paused
union all
select 2, 'orders_paused', id, updated_at, 1, name
from connections
where creator_id = $1 and orders_paused
union all
select 1, 'channel_inaccurate', connection_id, finished_at, drifting, id
from (
  select distinct on (connection_id) connection_id, finished_at, drifting, repairs, id
  from sync_runs
  where tenant_id = $1 and status = 'completed'
  order by connection_id, requested_at desc
) last
where drifting > 0
union all
select 1, 'reconciliation_failed', connection_id, finished_at, 1, failure
from (
  select distinct on (connection_id) connection_id, finished_at, status, failure
  from sync_runs
  where tenant_id = $1 and status in ('completed', 'failed')
  order by connection_id, requested_at desc
) last
where status = 'failed'
union all
select 0, 'webhooks_missing', connection_id, noticed_at, coalesce(array_length(missing, 1), 0), array_to_string(missing, ', ')
from channel_subscriptions
where tenant_id = $1 and status = 'missing'
union all
select 1, 'orders_not_read', connection_id, polled_at, 1, failure
from order_polls
where tenant_id = $1 and failure is not null and not exists (select 1 from connections c where c.id = connection_id and c.orders_paused)
union all
select 1, 'delivery_quarantined', connection_id, max(received_at), count(*), max(reason)
from deliveries
where tenant_id = $1 and outcome = 'quarantined' and received_at > $2 - interval '1 day'
group by connection_id
union all
select 2, 'listing_unlinked', connection_id, max(seen_at), count(*), null
from listing_details
where tenant_id = $1 and not is_linked
group by connection_id
union all
select 1, 'alert_webhook_disabled', id, disabled_at, 1, name
from alert_webhooks
where creator_id = $1 and disabled_at is not null
