select (timestamp at time zone $4)::date, data ->> 'ConnectionId', count(*) filter (where type = 'sync.completed'), count(*) filter (where type = 'sync.failed' and data ->> 'Code' <> 'push.stale'),
  percentile_disc(0.5) within group (order by (data ->> 'LatencyMs')::bigint), percentile_disc(0.95) within group (order by (data ->> 'LatencyMs')::bigint), max((data ->> 'LatencyMs')::bigint)
from mt_events
where tenant_id = $1 and type in ('sync.completed', 'sync.failed')
  and timestamp >= $2::date::timestamp at time zone $4 and timestamp < ($3::date + 1)::timestamp at time zone $4
group by 1, 2
order by 1, 2
