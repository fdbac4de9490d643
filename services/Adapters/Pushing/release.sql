-- Not tried: the claim ends, the try is not counted.
update pushes
set claimed_until = null, due_at = $4
from (select unnest($2::varchar[]) as listing_id, unnest($3::varchar[]) as channel_location, unnest($6::timestamptz[]) as claimed_until) r
where pushes.claimed_until = r.claimed_until and pushes.connection_id = $1 and pushes.tenant_id = $5 and pushes.listing_id = r.listing_id and pushes.channel_location = r.channel_location
