update push_feeds
set platform_id = $2
where id = $1
