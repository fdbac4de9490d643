select listing_id, channel_location, sku, due, believed, shown, cause, repair
from sync_differences
where tenant_id = $1 and run_id = $2
  and (listing_id, channel_location) > ($3, $4)
  and ($5 = '' or cause = $5)
order by listing_id, channel_location
limit $6
