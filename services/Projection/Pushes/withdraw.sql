-- The listing left the SKU: what waited there is not for it any more.
delete from pushes
using (select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as connection_id, unnest($3::varchar[]) as listing_id, unnest($4::varchar[]) as sku) m
where pushes.tenant_id = m.tenant_id and pushes.connection_id = m.connection_id and pushes.listing_id = m.listing_id and pushes.sku = m.sku
