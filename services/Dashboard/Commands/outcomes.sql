select id, outcome, reason
from deliveries
where tenant_id = $1 and id = any ($2)
