insert into deliveries (tenant_id, id, connection_id, platform, topic, received_at, verdict, outcome, reason, idempotency_key, checksum, trace_parent, body)
select tenant_id, id, connection_id, platform, topic, received_at, 'verified', outcome, reason, idempotency_key, checksum, trace_parent, body
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[], $5::varchar[], $6::timestamptz[], $7::text[], $8::text[], $9::varchar[], $10::varchar[], $11::varchar[], $12::bytea[])
  as d (tenant_id, id, connection_id, platform, topic, received_at, outcome, reason, idempotency_key, checksum, trace_parent, body)
on conflict (tenant_id, id) do nothing
