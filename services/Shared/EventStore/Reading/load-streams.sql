select s.tenant_id, s.id, s.version, n.version, n.data
from unnest($1::varchar[], $2::varchar[]) as k (tenant_id, id)
join mt_streams s on s.tenant_id = k.tenant_id and s.id = k.id
left join lateral (
  select version, data
  from stream_snapshots
  where tenant_id = k.tenant_id and stream_id = k.id and schema_version = $3
  order by version desc
  limit 1
) n on true
