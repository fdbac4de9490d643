-- After a gap comes, in the last column, the snapshot that stands in for what is archived; null where there is none of this shape.
select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp,
  case when e.version > e.previous + 1 then (
    select n.data from stream_snapshots n
    where n.tenant_id = e.tenant_id and n.stream_id = e.stream_id and n.version = e.version - 1 and n.schema_version = $3
      and exists (select from event_archives a where a.tenant_id = e.tenant_id and a.restored_at is null and a.first_seq < e.seq_id)
  ) end
from (
  select seq_id, tenant_id, stream_id, version, type, data, timestamp,
    lag(version, 1, 0::bigint) over (partition by stream_id order by version) as previous
  from mt_events
  where tenant_id = $1 and starts_with(stream_id, $2)
) e
order by e.stream_id, e.version
