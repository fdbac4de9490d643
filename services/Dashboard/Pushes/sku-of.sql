select sku
from pushes
where tenant_id = $1 and connection_id = $2 and listing_id = $3
limit 1
