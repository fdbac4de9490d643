insert into outbox (tenant_id, queue, message, created_at)
select tenant_id, queue, message, $4
from unnest($1::varchar[], $2::varchar[], $3::jsonb[]) as o (tenant_id, queue, message)
