select v.version
from generate_series(1, $3::bigint) as v (version)
where not exists (select from mt_events where tenant_id = $1 and stream_id = $2 and version = v.version)
order by v.version
limit 5
