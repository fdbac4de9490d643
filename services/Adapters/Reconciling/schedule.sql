-- Every connection that can be read and has not been compared, or set up, for that long; another replica may be first.
insert into sync_runs (tenant_id, id, connection_id, platform, dry_run, asked_by, status, requested_at)
select c.creator_id, replace(gen_random_uuid()::text, '-', ''), c.id, c.platform, not $4, 'schedule', 'waiting', $1
from connections c
where c.platform = any($3)
  and c.created_at <= $2
  and not exists (select 1 from sync_runs r where r.connection_id = c.id and (r.requested_at > $2 or r.status in ('waiting', 'running')))
on conflict (connection_id) where status in ('waiting', 'running') do nothing
