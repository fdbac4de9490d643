-- Of the last comparison of each connection that was completed: listings that showed what they should, and all.
select coalesce(sum(listings - drifting), 0)::bigint, coalesce(sum(listings), 0)::bigint
from (
  select distinct on (connection_id) listings, drifting
  from sync_runs
  where status = 'completed' and listings > 0
  order by connection_id, requested_at desc
) last
