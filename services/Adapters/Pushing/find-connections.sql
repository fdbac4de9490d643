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
  )
