select id, data, coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') as placed
from mt_doc_ordersummary
where tenant_id = $1
  and (coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt'), id) < ($2, $3)
  and ($4 = '' or data ->> 'Status' = $4)
  and ($5 = '' or data ->> 'Platform' = $5)
order by coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') desc, id desc
limit $6
