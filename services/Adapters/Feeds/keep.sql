-- Still at it; changes nothing once another replica has it, or it was given back.
update push_feeds
set claimed_until = $3
where id = $1 and claims = $2 and claimed_until is not null
