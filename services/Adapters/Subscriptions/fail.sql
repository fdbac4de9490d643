-- The channel could not be asked: what was known of it stays.
update channel_subscriptions
set failure = $3, due_at = $4, claimed_until = null
where connection_id = $1 and claims = $2
