-- By the beginning of the number that a person sees, by the platform's own number, by the whole id. The few found are
-- sorted then: left to choose, the planner may walk all orders in their order instead.
with found as materialized (
  select id
  from mt_doc_ordersummary
  where tenant_id = $1
    and lower(ltrim(coalesce(data ->> 'Name', data ->> 'PlatformOrderId'), '#')) collate "C" >= lower(ltrim($7, '#'))
    and lower(ltrim(coalesce(data ->> 'Name', data ->> 'PlatformOrderId'), '#')) collate "C" < lower(ltrim($7, '#')) || U&'\+10FFFF'
  union
  select id
  from mt_doc_ordersummary
  where tenant_id = $1
    and id = any (array[$7, 'shopify-' || $7, 'tiktok-' || $7, 'instagram-' || $7, 'amazon-' || $7, 'standard-' || $7])
)
select d.id, d.data, coalesce(d.data ->> 'PlacedAt', d.data ->> 'UpdatedAt') as placed
from found f
join mt_doc_ordersummary d on d.tenant_id = $1 and d.id = f.id
where (coalesce(d.data ->> 'PlacedAt', d.data ->> 'UpdatedAt'), d.id) < ($2, $3)
  and ($4 = '' or d.data ->> 'Status' = $4)
  and ($5 = '' or d.data ->> 'Platform' = $5)
order by coalesce(d.data ->> 'PlacedAt', d.data ->> 'UpdatedAt') desc, d.id desc
limit $6
