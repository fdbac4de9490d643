select s.id, c ->> 'Id', c
from mt_doc_stockitem s
cross join lateral jsonb_array_elements(s.data -> 'Conflicts') c
where s.tenant_id = $1
  and s.id >= $2
  and (s.id, c ->> 'Id') > ($2, $3)
  and ($4 = '' or c ->> 'Status' = $4)
order by s.id, c ->> 'Id'
limit $5
