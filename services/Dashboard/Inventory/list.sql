select id, data
from mt_doc_stockitem
where tenant_id = $1
  and ($2::varchar is null or id > $2)
  and ($3::text is null or strpos(lower(id), $3) > 0 or strpos(lower(data ->> 'Title'), $3) > 0)
  and data ->> 'MovedTo' is null
order by id
limit $4
