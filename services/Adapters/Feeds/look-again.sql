-- Given back; nothing when another replica has it now.
update push_feeds
set look_at = $3, claimed_until = null
where id = $1 and claims = $2
