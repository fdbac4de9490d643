select seq_id, tenant_id, stream_id, version, type, data, timestamp
from mt_events
where tenant_id = $1 and stream_id = $2 and version <= $4 and version > coalesce((
  select version
  from stream_snapshots
  where tenant_id = $1 and stream_id = $2 and schema_version = $3 and version <= $4
  order by version desc
  limit 1
), 0)
order by version
