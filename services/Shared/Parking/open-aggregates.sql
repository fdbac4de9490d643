select tenant_id, aggregate
from parked_events
where status in ('parked', 'waiting') and ($1 = '' or tenant_id = $1)
group by tenant_id, aggregate
order by min(position)
