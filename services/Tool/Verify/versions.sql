-- Versions are unique, so a stream is whole when it has as many events as its version, from 1 to that version.
select s.id, s.version, coalesce(e.count, 0), coalesce(e.newest, 0)
from mt_streams s
left join (
  select stream_id, count(*) as count, min(version) as oldest, max(version) as newest
  from mt_events
  where tenant_id = $1
  group by stream_id
) e on e.stream_id = s.id
where s.tenant_id = $1 and (s.version is distinct from e.newest or e.count <> e.newest or e.oldest <> 1)
