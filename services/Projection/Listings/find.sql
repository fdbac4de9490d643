select l.tenant_id, l.connection_id, l.listing_id, l.sku
from unnest($1::varchar[], $2::varchar[], $3::varchar[]) as k (tenant_id, connection_id, listing_id)
join listings l on l.tenant_id = k.tenant_id and l.connection_id = k.connection_id and l.listing_id = k.listing_id
