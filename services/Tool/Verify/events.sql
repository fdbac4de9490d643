-- The last column as in Log/events.sql; the shape ($3) depends on the kind of stream, told by its beginning ($2).
select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp,
  case when e.version > e.previous + 1 then (
    select b.data from stream_snapshots b
    where b.tenant_id = e.tenant_id and b.stream_id = e.stream_id and b.version = e.version - 1
      and b.schema_version = (select k.schema from unnest($2::varchar[], $3::int[]) as k (prefix, schema) where starts_with(e.stream_id, k.prefix))
      and exists (select from event_archives a where a.tenant_id = e.tenant_id and a.restored_at is null and a.first_seq < e.seq_id)
  ) end,
  e.checksum, n.schema_version, n.data
from (
  select seq_id, tenant_id, stream_id, version, type, data, timestamp, headers ->> 'Checksum' as checksum,
    lag(version, 1, 0::bigint) over (partition by stream_id order by version) as previous
  from mt_events
  where tenant_id = $1
) e
left join stream_snapshots n on n.tenant_id = e.tenant_id and n.stream_id = e.stream_id and n.version = e.version
order by e.stream_id, e.version
