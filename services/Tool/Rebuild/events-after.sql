-- The order by inside keeps the index lookup per stream, however many streams there are.
select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp
from unnest($1::varchar[], $2::varchar[], $3::bigint[]) with ordinality as k (tenant_id, id, after, place)
cross join lateral (
  select seq_id, tenant_id, stream_id, version, type, data, timestamp
  from mt_events
  where tenant_id = k.tenant_id and stream_id = k.id and version > k.after
  order by version
) e
order by k.place, e.version
