-- The listing left the SKU: what waited there is not for it any more. In a feed the row stays until the feed's end, so that nothing newer overtakes it.
with gone as (
  select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as connection_id, unnest($3::varchar[]) as listing_id, unnest($4::varchar[]) as sku
), kept as (
  update pushes
  set status = 'withdrawn'
  from gone m
  where pushes.tenant_id = m.tenant_id and pushes.connection_id = m.connection_id and pushes.listing_id = m.listing_id and pushes.sku = m.sku and pushes.feed is not null
)
delete from pushes
using gone m
where pushes.tenant_id = m.tenant_id and pushes.connection_id = m.connection_id and pushes.listing_id = m.listing_id and pushes.sku = m.sku and pushes.feed is null
