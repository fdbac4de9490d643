insert into stream_snapshots (tenant_id, stream_id, version, schema_version, data, taken_at)
select $1, stream_id, version, schema_version, data, $6
from unnest($2::varchar[], $3::bigint[], $4::int[], $5::jsonb[]) as s (stream_id, version, schema_version, data)
on conflict (tenant_id, stream_id, version) do update
set schema_version = excluded.schema_version, data = excluded.data, taken_at = excluded.taken_at
where stream_snapshots.schema_version <> excluded.schema_version
