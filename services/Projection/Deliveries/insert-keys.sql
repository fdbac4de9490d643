insert into idempotency_keys (tenant_id, key, digest, result, recorded_at)
select tenant_id, key, digest, result, $5
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[]) as k (tenant_id, key, digest, result)
