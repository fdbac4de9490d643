select id, connection_id, platform, topic, received_at, verdict, outcome, reason, idempotency_key, checksum, trace_parent, octet_length(body), replayed_at, replay_outcome
from deliveries
where tenant_id = $1
  and id < $2
  and ($3 = '' or outcome = $3)
  and ($4 = '' or connection_id = $4)
  and ($5 = '' or platform = $5)
  and ($6 = '' or topic = $6)
  and received_at >= $7 and received_at < $8
order by id desc
limit $9
