-- One creator's rows as they were rebuilt: those that differ, and none that the log does not know.
with gone as (
  delete from {live} l
  where l.tenant_id = $1 and not exists (select from {next} n where n.tenant_id = l.tenant_id and n.id = l.id)
)
insert into {live} as l (tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type)
select tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type from {next}
on conflict (tenant_id, id) do update
set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = excluded.mt_last_modified
where l.data is distinct from excluded.data or l.mt_version is distinct from excluded.mt_version or l.mt_last_modified is distinct from excluded.mt_last_modified
