select data
from mt_doc_worksession
where tenant_id = $1 and (data ->> 'StartedMs')::bigint >= $2
order by (data ->> 'StartedMs')::bigint desc, id desc
limit $3
