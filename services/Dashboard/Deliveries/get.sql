select id, connection_id, platform, topic, received_at, verdict, outcome, reason, idempotency_key, checksum, trace_parent, octet_length(body), replayed_at, replay_outcome, body
from deliveries
where tenant_id = $1 and id = $2
