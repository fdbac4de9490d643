-- One look into the index for each connection, however much waits there.
select c.id, c.platform
from connections c
where not c.paused
  and exists (
    select 1
    from pushes p
    where p.connection_id = c.id and p.status = 'waiting' and p.feed is null and p.due_at <= $1
      and (p.claimed_until is null or p.claimed_until < $1
        or (p.claimed_by is not null and not exists (select 1 from live_replicas r where r.id = p.claimed_by)))
      -- What may not be claimed yet, as there: its connection would be opened for nothing, many times a second.
      and not exists (
        select 1
        from pushes s
        where s.tenant_id = p.tenant_id and s.connection_id = p.connection_id and s.listing_id = p.listing_id and s.channel_location <> p.channel_location
          and s.claimed_until >= $1 and (s.claimed_by is null or exists (select 1 from live_replicas r where r.id = s.claimed_by))
        offset 0
      )
  )
