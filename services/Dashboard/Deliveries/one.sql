select id, connection_id, platform, topic, received_at, idempotency_key, checksum, trace_parent, body
from deliveries
where tenant_id = $1 and id = $2
