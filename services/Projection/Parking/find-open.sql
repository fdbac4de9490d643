select distinct tenant_id, aggregate
from parked_events
where tenant_id = any ($1) and status in ('parked', 'waiting')
