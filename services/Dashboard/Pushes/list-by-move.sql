-- Ties of one moment, which a call of many listings makes, are told apart by all that names a row.
select connection_id, listing_id, channel_location, sku, run_id, quantity, expected, critical, status, attempts, wanted_at, due_at, answered_at, failure, moved_at, name
from (
  select *, coalesce(answered_at, wanted_at) as moved_at, connection_id || chr(10) || listing_id || chr(10) || channel_location as name
  from pushes
  where tenant_id = $1 and status <> 'withdrawn' and ($4 = '' or status = $4) and ($5 = '' or connection_id = $5)
) p
where $2::timestamptz is null or moved_at < $2 or (moved_at = $2 and name < $3::text)
order by moved_at desc, name desc
limit $6
