-- The oldest run that waits, or whose reader fell silent. It begins anew: what an interrupted one had read is old.
-- Not what is under way here, however long the database was away.
with due as materialized (
  select tenant_id, id
  from sync_runs
  where (status = 'waiting' or (status = 'running' and claimed_until < $1)) and id <> all($3)
  order by requested_at
  limit 1
  for update skip locked
)
update sync_runs
set status = 'running', claimed_until = $2, attempts = attempts + 1, started_at = $1, pages = 0, listings = 0
from due
where sync_runs.tenant_id = due.tenant_id and sync_runs.id = due.id
returning sync_runs.tenant_id, sync_runs.id, sync_runs.connection_id, sync_runs.dry_run, sync_runs.attempts, sync_runs.chosen
