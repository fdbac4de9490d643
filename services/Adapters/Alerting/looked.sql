update alert_watches
set looked_at = clock_timestamp()
where creator_id = $1
