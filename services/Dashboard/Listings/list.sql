select l.connection_id, l.listing_id, l.platform, l.aliases, l.sku, l.is_linked, l.seller_sku, l.barcode, l.title,
  c.reported, greatest(l.seen_at, c.reported_at)
from (
  select *
  from listing_details
  where tenant_id = $1
    and (connection_id, listing_id) > ($2, $3)
    and ($4::boolean is null or is_linked = $4)
  order by connection_id, listing_id
  limit $5
) l
left join mt_doc_stockitem d on d.tenant_id = $1 and d.id = l.sku
left join lateral (
  select (c ->> 'Reported')::bigint as reported, (c ->> 'ReportedAt')::timestamptz as reported_at
  from jsonb_array_elements(d.data -> 'Channels') as c
  where c ->> 'ConnectionId' = l.connection_id and c ->> 'ListingId' = l.listing_id
) c on true
order by l.connection_id, l.listing_id
