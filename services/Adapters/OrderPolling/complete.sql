-- All pages were brought in. The next begins so long after this one began, at once when this one took longer.
update order_polls
set read_until = began_at, polled_at = $3, due_at = began_at + $4, began_at = null, cursor = null, failure = null, claimed_until = null
where connection_id = $1 and claims = $2
