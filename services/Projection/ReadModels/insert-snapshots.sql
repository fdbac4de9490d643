insert into stream_snapshots (tenant_id, stream_id, version, schema_version, data, taken_at)
select tenant_id, stream_id, version, schema_version, data, $6
from unnest($1::varchar[], $2::varchar[], $3::bigint[], $4::int[], $5::jsonb[]) as s (tenant_id, stream_id, version, schema_version, data)
on conflict (tenant_id, stream_id, version) do nothing
