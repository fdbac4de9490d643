-- What waits goes into a feed, before anything of it is told: whoever dies leaves it to the next.
with due as materialized (
  select tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, expected, attempts, wanted_at, trace_parent
  from pushes
  where connection_id = $2 and tenant_id = $3 and status = 'waiting' and feed is null and due_at <= $4
    and (claimed_until is null or claimed_until < $4
      or (claimed_by is not null and not exists (select 1 from live_replicas r where r.id = claimed_by)))
    and (not critical or $5)
  order by critical desc, due_at
  limit $6
  for update skip locked
), feeds as (
  insert into push_feeds (id, tenant_id, connection_id, begun_at, look_at)
  select $1, $3, $2, $4, $4
  where exists (select 1 from due)
), items as (
  insert into push_feed_items (feed, number, listing_id, channel_location, sku, run_id, quantity, expected, attempts, wanted_at, trace_parent)
  select $1, row_number() over (), listing_id, channel_location, sku, run_id, quantity, expected, attempts, wanted_at, trace_parent
  from due
)
update pushes
set feed = $1, claimed_until = null
from due
where pushes.tenant_id = due.tenant_id and pushes.connection_id = due.connection_id and pushes.listing_id = due.listing_id and pushes.channel_location = due.channel_location
