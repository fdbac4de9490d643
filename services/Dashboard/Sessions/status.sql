select
  (select count(*) from mt_doc_worksession where tenant_id = $1 and data ->> 'EndTime' is null and (data ->> 'StartedMs')::bigint >= $2),
  (select mt_last_modified from mt_doc_worksession where tenant_id = $1 order by mt_last_modified desc limit 1)
