-- These are in the feed no more; what became newer meanwhile may be told now. Nothing when another replica has it now, which may just have handed
-- the same over: what became newer waits for what it learns.
with mine as (
  select id
  from push_feeds
  where id = $1 and claims = $2
  for update
), gone as (
  delete from push_feed_items
  using mine
  where push_feed_items.feed = mine.id and number = any($3)
  returning listing_id, channel_location
), withdrawn as (
  delete from pushes
  using gone
  where pushes.feed = $1 and pushes.status = 'withdrawn' and pushes.listing_id = gone.listing_id and pushes.channel_location = gone.channel_location
)
update pushes
set feed = null
from gone
where pushes.feed = $1 and pushes.status <> 'withdrawn' and pushes.listing_id = gone.listing_id and pushes.channel_location = gone.channel_location
