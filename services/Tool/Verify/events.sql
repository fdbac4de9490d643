select seq_id, tenant_id, stream_id, version, type, data, timestamp, headers ->> 'Checksum'
from mt_events
where tenant_id = $1
order by stream_id, version
