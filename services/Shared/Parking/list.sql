select p.position, p.tenant_id, p.aggregate, p.delivery_id, p.event, p.status, p.reason, p.parked_at, o.settled_at, p.tried_at
from parked_events p
left join parked_outcomes o on o.position = p.position
where ($1 = '' or p.tenant_id = $1)
  and ($2 = '' or p.aggregate = $2)
  and ($3 = '' or p.status = $3 or ($3 = 'open' and p.status in ('parked', 'waiting')))
  and p.position > $4
order by p.position
limit $5
