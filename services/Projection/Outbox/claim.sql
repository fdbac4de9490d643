-- What was not sent comes after what was never tried: a queue that takes nothing holds up no other.
with due as materialized (
  select id
  from outbox
  where claimed_until is null or claimed_until < $1
  order by claimed_until nulls first, id
  limit 100
  for update skip locked
)
update outbox
set claimed_until = $1 + interval '30 seconds'
from due
where outbox.id = due.id
returning outbox.id, outbox.queue, outbox.message::text
