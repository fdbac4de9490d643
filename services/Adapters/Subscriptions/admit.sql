-- Every connection whose platform can be asked, looked at for the first time as soon as it is set up.
insert into channel_subscriptions (connection_id, tenant_id, due_at)
select c.id, c.creator_id, $1
from connections c
where c.platform = any($2) and not exists (select 1 from channel_subscriptions s where s.connection_id = c.id)
on conflict (connection_id) do nothing
