-- The order by inside keeps the index lookup per stream, however many streams there are.
-- After a gap comes, in the last column, the snapshot that stands in for what is archived, as in Log/events.sql.
select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp,
  case when e.version > e.previous + 1 then (
    select n.data from stream_snapshots n
    where n.tenant_id = e.tenant_id and n.stream_id = e.stream_id and n.version = e.version - 1 and n.schema_version = $4
      and exists (select from event_archives a where a.tenant_id = e.tenant_id and a.restored_at is null and a.first_seq < e.seq_id)
  ) end
from unnest($1::varchar[], $2::varchar[], $3::bigint[]) with ordinality as k (tenant_id, id, after, place)
cross join lateral (
  select seq_id, tenant_id, stream_id, version, type, data, timestamp, lag(version, 1, k.after) over (order by version) as previous
  from mt_events
  where tenant_id = k.tenant_id and stream_id = k.id and version > k.after
  order by version
) e
order by k.place, e.version
