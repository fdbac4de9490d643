-- What waits in the database, since when the first of it has, and whether it should not: parked events wait for a person, pushes
-- for channels, and those of a paused one for nobody. Counted up to a number beyond which it no longer matters how many.
select 'outbox', (select count(*) from (select from outbox limit 100000) o), (select created_at from outbox order by id limit 1), true
union all
select 'parked', count(*), min(parked_at), false from (select parked_at from parked_events where status in ('parked', 'waiting') limit 100000) p
union all
select 'pushes', count(*), min(wanted_at), false
from (
  select p.wanted_at
  from pushes p
  join connections c on c.id = p.connection_id and c.creator_id = p.tenant_id
  where p.status = 'waiting' and not c.paused
  limit 100000
) w
