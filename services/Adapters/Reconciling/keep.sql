-- Still at it; changes nothing once another replica has taken it up.
update sync_runs
set claimed_until = $4, pages = $5, listings = $6
where tenant_id = $1 and id = $2 and status = 'running' and attempts = $3
