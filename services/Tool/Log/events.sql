select seq_id, tenant_id, stream_id, version, type, data, timestamp
from mt_events
where tenant_id = $1 and starts_with(stream_id, $2)
order by stream_id, version
