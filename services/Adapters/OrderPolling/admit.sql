-- Every connection whose platform lists orders. A new one begins with what changed since it was set up, an old one with $3.
insert into order_polls (connection_id, tenant_id, read_until, due_at)
select c.id, c.creator_id, greatest(c.created_at, $3), $1
from connections c
where c.platform = any($2) and not exists (select 1 from order_polls p where p.connection_id = c.id)
on conflict (connection_id) do nothing
