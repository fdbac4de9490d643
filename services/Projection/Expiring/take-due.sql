delete from reservation_expiries
where (tenant_id, platform, order_id) in (
  select tenant_id, platform, order_id
  from reservation_expiries
  where due_at <= $1
  order by due_at
  limit 200
  for update skip locked
)
returning tenant_id, platform, connection_id, order_id, due_at
