update sync_runs
set status = 'failed', finished_at = $4, claimed_until = null, failure = $5
where tenant_id = $1 and id = $2 and status = 'running' and attempts = $3
