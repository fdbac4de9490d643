insert into listing_details as l (tenant_id, connection_id, listing_id, platform, sku, is_linked, seller_sku, barcode, title, seen_at, aliases)
select tenant_id, connection_id, listing_id, platform, sku, is_linked, seller_sku, barcode, title, seen_at, aliases
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[], $5::varchar[], $6::boolean[], $7::varchar[], $8::varchar[], $9::varchar[], $10::timestamptz[], $11::jsonb[])
  as n (tenant_id, connection_id, listing_id, platform, sku, is_linked, seller_sku, barcode, title, seen_at, aliases)
on conflict (tenant_id, connection_id, listing_id) do update set
  sku = excluded.sku,
  is_linked = excluded.is_linked,
  aliases = case when excluded.aliases = '[]' then l.aliases else excluded.aliases end,
  -- a product event says all there is, unless it is older than the last one; any other change says nothing of the product
  seller_sku = case when excluded.seen_at >= coalesce(l.seen_at, '-infinity') then excluded.seller_sku else l.seller_sku end,
  barcode = case when excluded.seen_at >= coalesce(l.seen_at, '-infinity') then excluded.barcode else l.barcode end,
  title = case when excluded.seen_at >= coalesce(l.seen_at, '-infinity') then excluded.title else coalesce(l.title, excluded.title) end,
  seen_at = greatest(l.seen_at, excluded.seen_at)
