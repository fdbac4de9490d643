select p.position, p.tenant_id, p.aggregate, p.delivery_id, p.event, p.status, p.reason, p.parked_at, o.settled_at, p.tried_at
from parked_events p
left join parked_outcomes o on o.position = p.position
where p.tenant_id = $1 and p.position = $2
