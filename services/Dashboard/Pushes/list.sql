select connection_id, listing_id, channel_location, sku, run_id, quantity, expected, critical, status, attempts, wanted_at, due_at, answered_at, failure
from pushes
where tenant_id = $1
  -- Its listing left the SKU while a feed had it: the row waits for the feed's end alone, and nothing is told by it any more.
  and status <> 'withdrawn'
  and (connection_id, listing_id, channel_location) > ($2, $3, $4)
  and ($5 = '' or status = $5)
  and ($6 = '' or connection_id = $6)
order by connection_id, listing_id, channel_location
limit $7
