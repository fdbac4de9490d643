update sync_runs
set status = 'completed', finished_at = $4, claimed_until = null, pages = $5, listings = $6, matching = $7, settling = $8, drifting = $9, repairs = $10
where tenant_id = $1 and id = $2 and status = 'running' and attempts = $3
