-- The listing left the SKU: what waited there is not for it any more. In a feed, or under a claim, the row stays, so that nothing newer overtakes
-- what is under way: until the feed's end, or until another wish takes its place and waits for the claim's end. Locked before it is looked at: a
-- claim of the same moment is seen.
with gone as (
  select p.tenant_id, p.connection_id, p.listing_id, p.channel_location, p.feed is not null or p.claimed_until is not null as under_way
  from (
    select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as connection_id, unnest($3::varchar[]) as listing_id, unnest($4::varchar[]) as sku
  ) m
  join pushes p on p.tenant_id = m.tenant_id and p.connection_id = m.connection_id and p.listing_id = m.listing_id and p.sku = m.sku
  for update of p
), kept as (
  update pushes
  set status = 'withdrawn'
  from gone g
  where pushes.tenant_id = g.tenant_id and pushes.connection_id = g.connection_id and pushes.listing_id = g.listing_id and pushes.channel_location = g.channel_location
    and g.under_way
)
delete from pushes
using gone g
where pushes.tenant_id = g.tenant_id and pushes.connection_id = g.connection_id and pushes.listing_id = g.listing_id and pushes.channel_location = g.channel_location
  and not g.under_way
