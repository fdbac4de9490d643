-- A delivery is parked as long as one of its events is open.
update deliveries
set outcome = s.outcome, reason = s.reason
from (
  select p.tenant_id, p.delivery_id,
    case when bool_or(p.status in ('parked', 'waiting')) then 'parked' when bool_or(p.status = 'discarded') then 'discarded' else 'applied' end as outcome,
    case when bool_or(p.status in ('parked', 'waiting')) then (array_agg(p.reason order by p.position) filter (where p.status in ('parked', 'waiting')))[1] end as reason
  from parked_events p
  where p.tenant_id = $1 and p.delivery_id = any ($2)
  group by p.tenant_id, p.delivery_id
) s
where deliveries.tenant_id = s.tenant_id and deliveries.id = s.delivery_id
