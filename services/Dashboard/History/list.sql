select id, stream_id, version, type, timestamp, correlation_id, causation_id, headers, data
from mt_events
where tenant_id = $1 and stream_id = $2 and version < $3
order by version desc
limit $4
