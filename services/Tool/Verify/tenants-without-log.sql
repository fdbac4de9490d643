-- Creators of whom there is something, but no stream.
select tenant_id
from (
  select tenant_id from mt_doc_stockitem
  union select tenant_id from mt_doc_ordersummary
  union select tenant_id from mt_doc_worksession
  union select tenant_id from deliveries
) d
where ($1::varchar is null or tenant_id = $1) and not exists (select from mt_streams s where s.tenant_id = d.tenant_id)
