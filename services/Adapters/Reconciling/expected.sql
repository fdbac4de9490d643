-- What each listing of a connection should show, and how its push stands.
select c ->> 'ListingId', s ->> 'Location', d.id, coalesce((d.data ->> 'Unlinked')::boolean, false), (s ->> 'Due')::bigint, (s ->> 'Believed')::bigint,
  p.status, p.quantity, p.answered_at
from (select distinct sku from listings where tenant_id = $1 and connection_id = $2) l
join mt_doc_stockitem d on d.tenant_id = $1 and d.id = l.sku
cross join lateral jsonb_array_elements(d.data -> 'Channels') as c
cross join lateral jsonb_array_elements(c -> 'Shows') as s
left join pushes p on p.tenant_id = $1 and p.connection_id = $2 and p.listing_id = c ->> 'ListingId' and p.channel_location = s ->> 'Location'
where c ->> 'ConnectionId' = $2
