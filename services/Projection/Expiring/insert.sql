insert into reservation_expiries (tenant_id, platform, connection_id, order_id, due_at)
select tenant_id, platform, connection_id, order_id, due_at
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[], $5::timestamptz[]) as e (tenant_id, platform, connection_id, order_id, due_at)
on conflict (tenant_id, platform, order_id) do update set due_at = excluded.due_at
