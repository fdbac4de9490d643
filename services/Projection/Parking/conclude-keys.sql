update idempotency_keys
set result = d.outcome
from deliveries d
where d.tenant_id = $1 and d.id = any ($2)
  and idempotency_keys.tenant_id = d.tenant_id and idempotency_keys.key = d.idempotency_key
