-- Webhooks alone, in the order of their receipt: people's commands and what the platform's own services send cannot be read again.
select id, connection_id, platform, topic, received_at, idempotency_key, checksum, trace_parent, body
from deliveries
where tenant_id = $1
  and id > $2
  and ($3 = '' or outcome = $3)
  and ($4 = '' or connection_id = $4)
  and ($5 = '' or platform = $5)
  and ($6 = '' or topic = $6)
  and received_at >= $7 and received_at < $8
  and platform <> 'manual' and starts_with(idempotency_key, connection_id || ':') and topic not in ('push.begun', 'push.answered')
order by id
limit $9
