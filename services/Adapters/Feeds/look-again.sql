update push_feeds
set look_at = $2, claimed_until = null
where id = $1
