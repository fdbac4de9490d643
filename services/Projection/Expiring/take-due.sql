with due as materialized (
  select tenant_id, platform, order_id
  from reservation_expiries
  where due_at <= $1
  order by due_at
  limit 200
  for update skip locked
)
delete from reservation_expiries e
using due
where e.tenant_id = due.tenant_id and e.platform = due.platform and e.order_id = due.order_id
returning e.tenant_id, e.platform, e.connection_id, e.order_id, e.due_at
