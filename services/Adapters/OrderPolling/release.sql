-- Given back, to be gone on with at once.
update order_polls
set due_at = least(due_at, $3), claimed_until = null
where connection_id = $1 and claims = $2
