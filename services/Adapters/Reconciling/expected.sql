-- What each listing of a connection should show, and how its push stands.
select c ->> 'ListingId', s ->> 'Location', d.id, coalesce((d.data ->> 'Unlinked')::boolean, false), (s ->> 'Due')::bigint, (s ->> 'Believed')::bigint,
  p.status, p.quantity, p.answered_at, t.seller_sku
from (select distinct sku from listings where tenant_id = $1 and connection_id = $2) l
join mt_doc_stockitem d on d.tenant_id = $1 and d.id = l.sku
cross join lateral jsonb_array_elements(d.data -> 'Channels') as c
cross join lateral jsonb_array_elements(c -> 'Shows') as s
left join pushes p on p.tenant_id = $1 and p.connection_id = $2 and p.listing_id = c ->> 'ListingId' and p.channel_location = s ->> 'Location'
left join listing_details t on t.tenant_id = $1 and t.connection_id = $2 and t.listing_id = c ->> 'ListingId'
where c ->> 'ConnectionId' = $2
