select s.id
from mt_doc_stockitem s
cross join lateral jsonb_array_elements(s.data -> 'Conflicts') c
where s.tenant_id = $1 and c ->> 'Id' = $2
limit 1
