select id, connection_id, platform, dry_run, asked_by, status, requested_at, started_at, finished_at, attempts, pages, listings, matching, settling, drifting, repairs, failure
from sync_runs
where tenant_id = $1 and id = $2
