-- Written before anything is registered, so that a gap whose mending is interrupted is still known.
update channel_subscriptions
set noticed_at = case when status = 'missing' then noticed_at else $3 end, status = 'missing', missing = $4, repaired = '{}', checked_at = $3,
  gap_since = case when gap_open then gap_since else healthy_at end, gap_open = true, run_id = null
where connection_id = $1 and claims = $2
