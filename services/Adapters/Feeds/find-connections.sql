-- Connections with so much to tell that calls would take too long: once nothing was added for a moment, or the first has waited for long.
select c.id, c.creator_id, c.platform, count(*) filter (where p.critical) >= $2
from connections c
join pushes p on p.connection_id = c.id and p.tenant_id = c.creator_id
where c.platform = any($1) and not c.paused
  -- What comes before a feed is handed over gathers for the next: few may be handed over.
  and not exists (select 1 from push_feeds f where f.connection_id = c.id and f.platform_id is null)
  and p.status = 'waiting' and p.feed is null and p.due_at <= $3
  and (p.claimed_until is null or p.claimed_until < $3
    or (p.claimed_by is not null and not exists (select 1 from live_replicas r where r.id = p.claimed_by)))
group by c.id, c.creator_id, c.platform
having (count(*) filter (where not p.critical) >= $2 or count(*) filter (where p.critical) >= $2)
  and (max(p.wanted_at) <= $4 or min(p.wanted_at) <= $5)
