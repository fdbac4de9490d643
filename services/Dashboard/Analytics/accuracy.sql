select id, connection_id, finished_at, listings, drifting
from sync_runs
where tenant_id = $1 and status = 'completed' and listings > 0
  and finished_at >= $2::date::timestamp at time zone $4 and finished_at < ($3::date + 1)::timestamp at time zone $4
order by finished_at desc, id desc
limit 1000
