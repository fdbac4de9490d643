-- What a creator's SKUs go by: their titles, and titles and barcodes of the listings linked to them.
select id, null, data ->> 'Title'
from mt_doc_stockitem
where tenant_id = $1
  and not coalesce((data ->> 'Unlinked')::boolean, false)
  and data ->> 'MovedTo' is null
union all
select sku, barcode, title
from listing_details
where tenant_id = $1
  and is_linked
