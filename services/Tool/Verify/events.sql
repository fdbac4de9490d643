select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp, e.headers ->> 'Checksum', n.schema_version, n.data
from mt_events e
left join stream_snapshots n on n.tenant_id = e.tenant_id and n.stream_id = e.stream_id and n.version = e.version
where e.tenant_id = $1
order by e.stream_id, e.version
