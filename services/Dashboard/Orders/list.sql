select id, data, coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') as placed
from mt_doc_ordersummary
where tenant_id = $1
  and ($2::text is null or (coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt'), id) < ($2, $3))
  and ($4::text is null or data ->> 'Status' = $4)
  and ($5::text is null or data ->> 'Platform' = $5)
  and ($6::text is null or strpos(lower(id), $6) > 0 or strpos(lower(data ->> 'Name'), $6) > 0)
order by coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') desc, id desc
limit $7
