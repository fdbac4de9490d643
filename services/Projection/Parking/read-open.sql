select position, delivery_id, event_index, event, delivery, status
from parked_events
where tenant_id = $1 and aggregate = $2 and status in ('parked', 'waiting')
order by position
limit $3
