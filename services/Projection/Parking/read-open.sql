-- What is to be discarded comes first, however many are open before it.
select position, delivery_id, event, delivery
from parked_events
where tenant_id = $1 and aggregate = $2 and status in ('parked', 'waiting')
order by position is distinct from $4, position
limit $3
