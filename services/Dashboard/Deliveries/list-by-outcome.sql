-- Repeats the partial index's condition, so that PostgreSQL knows it may use it.
select id, connection_id, platform, topic, received_at, verdict, outcome, reason, idempotency_key, checksum, trace_parent, octet_length(body)
from deliveries
where tenant_id = $1
  and id < $2
  and outcome <> 'applied' and outcome = $3
  and ($4 = '' or connection_id = $4)
order by id desc
limit $5
