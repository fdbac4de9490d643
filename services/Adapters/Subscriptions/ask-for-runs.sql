-- A run that repairs for each gap, once its look is over. A run that is open may have begun before the topics were
-- registered, or be a dry one: it is waited for. A run that failed is asked for again, later.
with asked as (
  insert into sync_runs (tenant_id, id, connection_id, platform, dry_run, asked_by, status, requested_at)
  select c.creator_id, replace(gen_random_uuid()::text, '-', ''), c.id, c.platform, false, 'subscription', 'waiting', $1
  from channel_subscriptions s
  join connections c on c.id = s.connection_id
  left join sync_runs r on r.tenant_id = s.tenant_id and r.id = s.run_id
  where s.gap_open and s.claimed_until is null and (r.id is null or (r.status = 'failed' and r.finished_at <= $2))
  on conflict (connection_id) where status in ('waiting', 'running') do nothing
  returning connection_id, id
)
update channel_subscriptions
set run_id = asked.id
from asked
where channel_subscriptions.connection_id = asked.connection_id
