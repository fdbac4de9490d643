select id, connection_id, platform, dry_run, asked_by, status, requested_at, started_at, finished_at, attempts, pages, listings, matching, settling, drifting, repairs, failure, null::text
from sync_runs
where tenant_id = $1
  and ($2 = '' or (requested_at, id) < ($3, $2))
  and ($4 = '' or connection_id = $4)
  and ($5 = '' or status = $5)
order by requested_at desc, id desc
limit $6
