with told as (
  select connection_id, count(*) filter (where status = 'waiting') as waiting, count(*) filter (where status in ('dead', 'failed')) as dead,
    count(*) filter (where status = 'waiting' and attempts > 0) as retrying, min(wanted_at) filter (where status = 'waiting') as waiting_since,
    max(answered_at) filter (where status = 'done') as completed_at
  from pushes
  where tenant_id = $1
  group by connection_id
), speed as (
  select data ->> 'ConnectionId' as connection_id, percentile_disc(0.5) within group (order by (data ->> 'LatencyMs')::bigint) as p50,
    percentile_disc(0.95) within group (order by (data ->> 'LatencyMs')::bigint) as p95, count(*) filter (where type = 'sync.completed') as completed,
    count(*) filter (where type = 'sync.failed' and data ->> 'Code' <> 'push.stale') as failed
  from mt_events
  where tenant_id = $1 and type in ('sync.completed', 'sync.failed') and timestamp > $2
  group by 1
), listed as (
  select connection_id, count(*) as listings, count(*) filter (where not is_linked) as unlinked
  from listing_details
  where tenant_id = $1
  group by connection_id
)
select c.id, c.platform, c.name, c.paused, coalesce(t.waiting, 0), coalesce(t.dead, 0), t.completed_at,
  s.status, s.missing, s.repaired, s.checked_at, s.healthy_at, s.noticed_at, s.repaired_at, s.failure, s.gap_open, s.gap_since, s.run_id,
  coalesce(t.retrying, 0), t.waiting_since, v.p50, v.p95, coalesce(v.completed, 0), coalesce(v.failed, 0), coalesce(l.listings, 0), coalesce(l.unlinked, 0),
  r.id, r.status, r.finished_at, r.dry_run, a.finished_at, a.listings, a.drifting, o.read_until, o.failure, c.orders_paused
from connections c
left join told t on t.connection_id = c.id
left join speed v on v.connection_id = c.id
left join listed l on l.connection_id = c.id
left join channel_subscriptions s on s.tenant_id = c.creator_id and s.connection_id = c.id
left join order_polls o on o.tenant_id = c.creator_id and o.connection_id = c.id
left join lateral (
  select n.id, n.status, n.finished_at, n.dry_run
  from sync_runs n
  where n.tenant_id = c.creator_id and n.connection_id = c.id
  order by n.requested_at desc
  limit 1
) r on true
left join lateral (
  select n.finished_at, n.listings, n.drifting
  from sync_runs n
  where n.tenant_id = c.creator_id and n.connection_id = c.id and n.status = 'completed' and n.listings > 0
  order by n.requested_at desc
  limit 1
) a on true
where c.creator_id = $1 and c.platform <> 'agent'
order by c.id
