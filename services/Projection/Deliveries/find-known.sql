select i.tenant_id, i.key, i.digest, i.result
from (select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as key) k
join idempotency_keys i on i.tenant_id = k.tenant_id and i.key = k.key
