-- The update waits for the row's lock and then looks at the version again; a stream that is elsewhere, or nowhere, by then
-- makes the statement fail with SQLSTATE 23505. The insert never has a row: it is there to fail without a result set.
with advanced as (
  update mt_streams
  set version = s.next, timestamp = $5
  from unnest($1::varchar[], $2::varchar[], $3::bigint[], $4::bigint[]) as s (tenant_id, id, expected, next)
  where mt_streams.tenant_id = s.tenant_id and mt_streams.id = s.id and mt_streams.version = s.expected
  returning 1
)
insert into mt_streams (tenant_id, id, version)
select null::varchar, null::varchar, refuse_stream_versions(cardinality($1), a.streams)
from (select count(*) as streams from advanced) a
where a.streams <> cardinality($1)
