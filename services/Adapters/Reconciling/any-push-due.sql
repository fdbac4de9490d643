select exists (
  select 1
  from pushes p
  where p.tenant_id = $1 and p.connection_id = $2 and p.status = 'waiting' and p.feed is null and p.due_at <= $3
    and not exists (select 1 from connections c where c.id = $2 and c.paused)
)
