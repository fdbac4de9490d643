-- What is wrong now of a creator's ($1) stock and orders: rank, kind, subject, since, amount, detail. All that it reads changes with the creator's feed.
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
select 1, 'conflict_in_review', c ->> 'Id', (c ->> 'OccurredAt')::timestamptz, 1, s.id
from mt_doc_stockitem s
cross join lateral jsonb_array_elements(s.data -> 'Conflicts') c
where s.tenant_id = $1 and c ->> 'Status' = 'review'
