-- The mark stays. The page is asked for again, or with $5 the first one.
update order_polls
set failure = $3, due_at = $4, cursor = case when $5 then null else cursor end, claimed_until = null
where connection_id = $1 and claims = $2
