-- Given back by a service that stops: not an attempt.
update sync_runs
set status = 'waiting', claimed_until = null, attempts = attempts - 1
where tenant_id = $1 and id = $2 and status = 'running' and attempts = $3
