select e.seq_id, e.tenant_id, e.stream_id, e.version, e.type, e.data, e.timestamp
from unnest($1::varchar[], $2::varchar[]) as k (tenant_id, id)
left join lateral (
  select version
  from stream_snapshots
  where tenant_id = k.tenant_id and stream_id = k.id and schema_version = $3
  order by version desc
  limit 1
) n on true
join mt_events e on e.tenant_id = k.tenant_id and e.stream_id = k.id and e.version > coalesce(n.version, 0)
order by e.tenant_id, e.stream_id, e.version
