select platform
from listing_details
where tenant_id = $1
  and connection_id = $2
  and listing_id = $3
