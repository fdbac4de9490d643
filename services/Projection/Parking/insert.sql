insert into parked_events (tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason, parked_at)
select tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason, $9
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
  as p (tenant_id, aggregate, delivery_id, event_index, event, delivery, status, reason)
