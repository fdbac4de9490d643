-- Nothing when another replica has it now, which hands the same over as well.
update push_feeds
set platform_id = $3
where id = $1 and claims = $2
