update pushes
set claimed_until = $4,
  -- One whose own term is over holds a claim by its time alone.
  claimed_by = (select r.id from live_replicas r where r.id = $6)
from (
  select tenant_id, connection_id, listing_id, channel_location
  from pushes
  -- Paused while its lane is busy, it ends with the call that is under way.
  where not exists (select 1 from connections c where c.id = $1 and c.paused)
    and connection_id = $1 and tenant_id = $2 and status = 'waiting' and feed is null and due_at <= $3
    and (claimed_until is null or claimed_until < $3
      or (claimed_by is not null and not exists (select 1 from live_replicas r where r.id = claimed_by)))
  order by critical desc, due_at
  limit $5
  for update skip locked
) due
where pushes.tenant_id = due.tenant_id and pushes.connection_id = due.connection_id and pushes.listing_id = due.listing_id and pushes.channel_location = due.channel_location
returning pushes.listing_id, pushes.channel_location, pushes.sku, pushes.run_id, pushes.quantity, pushes.expected, pushes.attempts, pushes.wanted_at, pushes.trace_parent,
  pushes.claimed_until
