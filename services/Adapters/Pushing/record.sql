-- By whose claim it still is: another replica that took the push up meanwhile knows better what the channel shows. Under a newer run, which came meanwhile,
-- the row goes on waiting; what the channel took is then what it shows before that.
update pushes
set claimed_until = null,
  status = case when pushes.run_id = a.run_id and pushes.status <> 'withdrawn' then a.status else pushes.status end,
  attempts = case when pushes.run_id = a.run_id then a.attempts else pushes.attempts end,
  due_at = case when pushes.run_id = a.run_id then a.due_at else pushes.due_at end,
  failure = case when pushes.run_id = a.run_id then a.failure else pushes.failure end,
  answered_at = case when pushes.run_id = a.run_id then $11 else pushes.answered_at end,
  expected = case when a.status = 'done' then a.quantity else pushes.expected end
from (
  select unnest($2::varchar[]) as listing_id, unnest($3::varchar[]) as channel_location, unnest($4::varchar[]) as run_id, unnest($5::bigint[]) as quantity,
    unnest($6::text[]) as status, unnest($7::int[]) as attempts, unnest($8::timestamptz[]) as due_at, unnest($9::text[]) as failure,
    unnest($12::timestamptz[]) as claimed_until
) a
where pushes.connection_id = $1 and pushes.tenant_id = $10 and pushes.listing_id = a.listing_id and pushes.channel_location = a.channel_location
  and pushes.claimed_until is not distinct from a.claimed_until
