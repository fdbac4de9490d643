-- Given back by a service that stops.
update channel_subscriptions
set claimed_until = null
where connection_id = $1 and claims = $2
