-- These are in the feed no more; what became newer meanwhile may be told now.
with gone as (
  delete from push_feed_items
  where feed = $1 and number = any($2)
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
