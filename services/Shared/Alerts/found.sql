-- What is wrong now of a creator ($1) at a moment ($2), found in the read models: rank, kind, subject, since, amount, detail.
select case when (data ->> 'Available')::bigint <= 0 then 0 else 1 end as rank, 'low_stock' as kind, id as subject, null::timestamptz as since,
  (data ->> 'Available')::bigint as amount, data ->> 'Title' as detail
from mt_doc_stockitem
where tenant_id = $1 and data -> 'LowStock' = 'true' and data ->> 'MovedTo' is null
union all
select 0, 'order_oversold', id, coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt')::timestamptz,
  (select sum(greatest((l ->> 'Quantity')::bigint - coalesce((l ->> 'Cancelled')::bigint, 0) - (l ->> 'Reserved')::bigint - (l ->> 'Shipped')::bigint, 0)) from jsonb_array_elements(data -> 'Lines') l)::bigint,
  data ->> 'Name'
from mt_doc_ordersummary
where tenant_id = $1 and data ->> 'Status' in ('created', 'paid', 'partially_shipped') and data -> 'Oversold' = 'true'
union all
select 2, 'reservation_ending', platform || '-' || order_id, due_at - interval '15 minutes', 1, null
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
select 1, 'conflict_in_review', c ->> 'Id', (c ->> 'OccurredAt')::timestamptz, 1, s.id
from mt_doc_stockitem s
cross join lateral jsonb_array_elements(s.data -> 'Conflicts') c
where s.tenant_id = $1 and c ->> 'Status' = 'review'
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
