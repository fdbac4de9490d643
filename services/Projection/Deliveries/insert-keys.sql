insert into idempotency_keys (tenant_id, key, digest, result, recorded_at)
select unnest($1::varchar[]), unnest($2::varchar[]), unnest($3::varchar[]), unnest($4::varchar[]), $5
