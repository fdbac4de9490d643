-- Still at it, and everything before the cursor is brought in; changes nothing once another replica has it.
update order_polls
set claimed_until = $3, cursor = $4
where connection_id = $1 and claims = $2
