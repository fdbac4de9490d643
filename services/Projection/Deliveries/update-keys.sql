update idempotency_keys
set result = r.result
from (select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as key, unnest($3::varchar[]) as result) r
where idempotency_keys.tenant_id = r.tenant_id and idempotency_keys.key = r.key
