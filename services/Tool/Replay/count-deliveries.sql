select count(*)
from deliveries
where tenant_id = $1 and received_at >= $2 and received_at < $3
