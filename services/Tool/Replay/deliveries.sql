select d.id, d.connection_id, d.platform, d.topic, d.idempotency_key, d.checksum, d.received_at, d.trace_parent, d.body, k.key is not null
from deliveries d
left join idempotency_keys k on k.tenant_id = d.tenant_id and k.key = d.idempotency_key
where d.tenant_id = $1 and d.received_at >= $2 and d.received_at < $3
order by d.received_at, d.id
