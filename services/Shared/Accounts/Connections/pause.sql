update connections
set paused = $3, updated_at = now()
where creator_id = $1 and id = $2
