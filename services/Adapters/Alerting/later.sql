-- Nothing when another replica has it now.
update alert_deliveries
set attempts = attempts + 1, attempted_at = now(), due_at = now() + $6::interval, claimed_until = null, answer = $4::int, failure = $5
where creator_id = $1 and id = $2 and claims = $3 and status = 'waiting'
