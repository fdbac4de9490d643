update connections
set secrets = $4, updated_at = clock_timestamp()
where creator_id = $1 and id = $2 and updated_at = $3
