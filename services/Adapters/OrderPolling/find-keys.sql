select key
from idempotency_keys
where tenant_id = $1 and key = any($2)
