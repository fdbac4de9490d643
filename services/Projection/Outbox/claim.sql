-- What was not sent comes after what was never tried: a queue that takes nothing holds up no other.
update outbox
set claimed_until = $1 + interval '30 seconds'
where id in (
  select id
  from outbox
  where claimed_until is null or claimed_until < $1
  order by claimed_until nulls first, id
  limit 100
  for update skip locked
)
returning id, queue, message::text
