-- The last version recorded at or before a moment. The first snapshot whose own event is later bounds the search, so that
-- few events are looked at however long the stream is.
select s.created, s.version, past.version, past.timestamp
from mt_streams s
left join lateral (
  select e.version, e.timestamp
  from mt_events e
  where e.tenant_id = s.tenant_id and e.stream_id = s.id
    and e.timestamp <= $3
    and e.version <= coalesce((
      select min(n.version)
      from stream_snapshots n
      join mt_events m on m.tenant_id = n.tenant_id and m.stream_id = n.stream_id and m.version = n.version
      where n.tenant_id = s.tenant_id and n.stream_id = s.id and m.timestamp > $3
    ), s.version)
  order by e.version desc
  limit 1
) past on true
where s.tenant_id = $1 and s.id = $2
