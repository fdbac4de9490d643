select outcome, reason
from deliveries
where tenant_id = $1 and id = $2
