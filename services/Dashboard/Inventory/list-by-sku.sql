select id, data, mt_last_modified
from mt_doc_stockitem
where tenant_id = $1
  and id > $2
  and ($3 = '' or strpos(lower(id), lower($3)) > 0 or strpos(lower(data ->> 'Title'), lower($3)) > 0)
  and not data @? '$.MovedTo ? (@ != null)' -- estimated as nearly all; "is null" would be taken for nearly none
order by id
limit $4
