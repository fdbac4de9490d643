-- The poll that is due longest, or whose replica fell silent; another replica's is passed over.
with due as materialized (
  select p.connection_id
  from order_polls p
  join connections c on c.id = p.connection_id
  where p.due_at <= $1 and (p.claimed_until is null or p.claimed_until < $1) and c.platform = any($3) and not c.orders_paused
  order by p.due_at
  limit 1
  for update of p skip locked
)
update order_polls
set claimed_until = $2, claims = claims + 1, began_at = case when order_polls.cursor is null then $1 else began_at end
from due
where order_polls.connection_id = due.connection_id
returning order_polls.connection_id, order_polls.claims, order_polls.read_until, order_polls.began_at, order_polls.cursor
