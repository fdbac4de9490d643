insert into sync_differences (tenant_id, run_id, listing_id, channel_location, sku, due, believed, shown, cause, repair)
select $1, $2, listing_id, channel_location, sku, due, believed, shown, cause, repair
from unnest($3::varchar[], $4::varchar[], $5::varchar[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[])
  as d (listing_id, channel_location, sku, due, believed, shown, cause, repair)
