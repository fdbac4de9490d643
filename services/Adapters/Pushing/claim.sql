with due as materialized (
  select p.tenant_id, p.connection_id, p.listing_id, p.channel_location
  from pushes p
  -- Paused while its lane is busy, it ends with the call that is under way.
  where not exists (select 1 from connections c where c.id = $1 and c.paused)
    and p.connection_id = $1 and p.tenant_id = $2 and p.status = 'waiting' and p.feed is null and p.due_at <= $3
    and (p.claimed_until is null or p.claimed_until < $3
      or (p.claimed_by is not null and not exists (select 1 from live_replicas r where r.id = p.claimed_by)))
    -- None of a listing that another claim has at another location: a platform may be told all of them in each call, and the later one would undo
    -- the earlier. The offset has the planner look each listing up by its key, where a join might read all of the connection's.
    and not exists (
      select 1
      from pushes s
      where s.tenant_id = p.tenant_id and s.connection_id = p.connection_id and s.listing_id = p.listing_id and s.channel_location <> p.channel_location
        and s.claimed_until >= $3 and (s.claimed_by is null or exists (select 1 from live_replicas r where r.id = s.claimed_by))
      offset 0
    )
  order by p.critical desc, p.due_at
  limit $5
  for update skip locked
)
update pushes
set claimed_until = $4,
  -- One whose own term is over holds a claim by its time alone.
  claimed_by = (select r.id from live_replicas r where r.id = $6)
from due
where pushes.tenant_id = due.tenant_id and pushes.connection_id = due.connection_id and pushes.listing_id = due.listing_id and pushes.channel_location = due.channel_location
returning pushes.listing_id, pushes.channel_location, pushes.sku, pushes.run_id, pushes.quantity, pushes.expected, pushes.attempts, pushes.wanted_at, pushes.trace_parent,
  pushes.claimed_until
