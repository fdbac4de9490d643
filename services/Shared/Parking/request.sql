insert into outbox (tenant_id, queue, message, created_at)
values ($1, $2, $3, $4)
