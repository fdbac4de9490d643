insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers)
select nextval('mt_events_sequence'), id, stream_id, version, data, type, $9, tenant_id, correlation_id, causation_id, headers
from unnest($1::varchar[], $2::varchar[], $3::bigint[], $4::uuid[], $5::varchar[], $6::jsonb[], $7::jsonb[], $8::varchar[], $10::varchar[])
  as e (tenant_id, stream_id, version, id, type, data, headers, correlation_id, causation_id)
