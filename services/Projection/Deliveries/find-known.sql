select i.tenant_id, i.key, i.digest
from unnest($1::varchar[], $2::varchar[]) as k (tenant_id, key)
join idempotency_keys i on i.tenant_id = k.tenant_id and i.key = k.key
