-- With whether the delivery itself is archived; looked up by its key, and for recorded keys alone.
select i.tenant_id, i.key, i.digest, i.result, exists (select 1 from deliveries d where d.tenant_id = k.tenant_id and d.id = k.id offset 0)
from (select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as key, unnest($3::varchar[]) as id) k
join idempotency_keys i on i.tenant_id = k.tenant_id and i.key = k.key
