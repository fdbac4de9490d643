-- The run that a key has started, or else the one of the connection that is open.
select id, connection_id, dry_run, idempotency_key is not distinct from $3, chosen is not distinct from $4
from sync_runs
where tenant_id = $1 and ((idempotency_key is not null and idempotency_key = $3) or (connection_id = $2 and status in ('waiting', 'running')))
order by (idempotency_key is not distinct from $3) desc
limit 1
