insert into {next} (tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type)
select unnest($1::varchar[]), unnest($2::varchar[]), unnest($3::jsonb[]), unnest($4::bigint[]), unnest($5::timestamptz[]), $6
on conflict (tenant_id, id) do update
set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = excluded.mt_last_modified
