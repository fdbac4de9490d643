delete from push_feeds
where id = $1 and not exists (select 1 from push_feed_items where feed = $1)
