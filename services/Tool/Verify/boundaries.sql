-- For each gap the last snapshot in it that may stand in for archived events: one whose creator has an archive of that time.
select g.place, n.version, n.schema_version
from unnest($2::varchar[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[]) with ordinality as g (stream_id, first, last, after_seq, before_seq, place)
cross join lateral (
  select version, schema_version
  from stream_snapshots
  where tenant_id = $1 and stream_id = g.stream_id and version between g.first and g.last
  order by version desc
  limit 1
) n
where exists (
  select from event_archives a
  where a.tenant_id = $1 and a.restored_at is null and a.first_seq < g.before_seq and a.last_seq > g.after_seq
)
