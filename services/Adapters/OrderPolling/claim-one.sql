-- A connection's poll, due or not, from its beginning: who asks wants what there is now. Nothing while a replica has it.
update order_polls
set claimed_until = $2, claims = claims + 1, began_at = $1, cursor = null
where connection_id = $3 and (claimed_until is null or claimed_until < $1)
returning connection_id, claims, read_until, began_at, cursor
