-- In one statement: a run that ends meanwhile is seen with all its differences or with none.
select id, connection_id, platform, dry_run, asked_by, status, requested_at, started_at, finished_at, attempts, pages, listings, matching, settling, drifting, repairs, failure,
  (
    select coalesce(jsonb_object_agg(c.cause, c.differences), '{}')::text
    from (select cause, count(*) as differences from sync_differences where tenant_id = $1 and run_id = $2 group by cause) c
  )
from sync_runs
where tenant_id = $1 and id = $2
