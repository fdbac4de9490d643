update push_feeds
set claimed_until = $2
where id = $1
