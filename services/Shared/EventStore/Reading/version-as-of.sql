-- The last version recorded at or before a moment. Snapshots, dated by their own events, bound the search on both sides, so
-- that few events are looked at however long the stream is. Each date is one look into the key, whatever the planner thinks.
with marks as materialized (
  select n.version, (
    select m.timestamp
    from mt_events m
    where m.tenant_id = $1 and m.stream_id = $2 and m.version = n.version
  ) as timestamp
  from stream_snapshots n
  where n.tenant_id = $1 and n.stream_id = $2
), bounds as materialized (
  select coalesce(max(version) filter (where timestamp <= $3), 0) as low, min(version) filter (where timestamp > $3) as high
  from marks
)
select s.created, s.version, past.version, past.timestamp
from mt_streams s
left join lateral (
  select e.version, e.timestamp
  from mt_events e
  where e.tenant_id = $1 and e.stream_id = $2 and e.timestamp <= $3
    and e.version >= (select low from bounds) and e.version <= (select coalesce(high, s.version) from bounds)
  order by e.version desc
  limit 1
) past on true
where s.tenant_id = $1 and s.id = $2
