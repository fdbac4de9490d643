select version, data
from stream_snapshots
where tenant_id = $1 and stream_id = $2 and schema_version = $3 and version <= $4
order by version desc
limit 1
