-- Given back by a service that stops.
update alert_deliveries
set claimed_until = null
where creator_id = $1 and id = $2 and claims = $3
