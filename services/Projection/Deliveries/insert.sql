insert into deliveries (tenant_id, id, connection_id, platform, topic, received_at, verdict, outcome, reason, idempotency_key, checksum, trace_parent, body)
select tenant_id, id, connection_id, platform, topic, received_at, 'verified', outcome, reason, idempotency_key, checksum, trace_parent, body
from (
  select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as id, unnest($3::varchar[]) as connection_id, unnest($4::varchar[]) as platform,
    unnest($5::varchar[]) as topic, unnest($6::timestamptz[]) as received_at, unnest($7::text[]) as outcome, unnest($8::text[]) as reason,
    unnest($9::varchar[]) as idempotency_key, unnest($10::varchar[]) as checksum, unnest($11::varchar[]) as trace_parent, unnest($12::bytea[]) as body
) d
