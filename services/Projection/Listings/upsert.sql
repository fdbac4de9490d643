insert into listings (tenant_id, connection_id, listing_id, sku)
select tenant_id, connection_id, listing_id, sku
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[]) as l (tenant_id, connection_id, listing_id, sku)
on conflict (tenant_id, connection_id, listing_id) do update set sku = excluded.sku
