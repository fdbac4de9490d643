select distinct connection_id
from pushes
where status = 'waiting' and due_at <= $1 and (claimed_until is null or claimed_until < $1)
  and not exists (select 1 from connections c where c.id = pushes.connection_id and c.paused)
