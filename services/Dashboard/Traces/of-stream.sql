-- What last happened to a SKU or an order; an event's correlation is its trace.
select correlation_id
from mt_events
where tenant_id = $1 and stream_id = $2
order by version desc
limit $3
