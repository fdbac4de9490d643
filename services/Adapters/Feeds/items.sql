select number, listing_id, channel_location, sku, run_id, quantity, expected, attempts, wanted_at, trace_parent
from push_feed_items
where feed = $1
order by number
