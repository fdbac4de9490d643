select trace_parent
from deliveries
where tenant_id = $1 and id = $2
