insert into mt_doc_worksession (tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type)
select tenant_id, id, data, version, $5, 'CreatorFlow.Contracts.ReadModels.WorkSession'
from (select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as id, unnest($3::jsonb[]) as data, unnest($4::bigint[]) as version) d
on conflict (tenant_id, id) do update
set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = excluded.mt_last_modified
where mt_doc_worksession.mt_version < excluded.mt_version