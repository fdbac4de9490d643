insert into mt_doc_stockitem (tenant_id, id, data, mt_version, mt_last_modified, mt_dotnet_type)
select tenant_id, id, data, version, $5, 'CreatorFlow.Contracts.ReadModels.StockItem'
from unnest($1::varchar[], $2::varchar[], $3::jsonb[], $4::bigint[]) as d (tenant_id, id, data, version)
on conflict (tenant_id, id) do update
set data = excluded.data, mt_version = excluded.mt_version, mt_last_modified = excluded.mt_last_modified
where mt_doc_stockitem.mt_version < excluded.mt_version
