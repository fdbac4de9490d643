-- What webhooks were not told yet: alerts that began, and alerts that are over. One that many messages wait for is left for later,
-- and kinds that this version does not know ($5) to those that do. What is wrong of stock and orders is read, and ended, if $6.
with found as materialized (
  select g.rank, g.kind, g.subject, g.since, g.amount
  from (
    {goods}
  ) g
  where $6
  union all
  select r.rank, r.kind, r.subject, r.since, r.amount
  from (
    {rest}
  ) r
), live as (
  select w.id, w.kinds
  from alert_webhooks w
  where w.creator_id = $1 and w.begun and w.paused_at is null and w.disabled_at is null
    and (select count(*) from alert_deliveries d where d.creator_id = $1 and d.webhook_id = w.id and d.status = 'waiting') < $3
), changes as (
  select true as opened, l.id as webhook_id, f.rank, f.kind, f.subject, f.since, coalesce(f.amount, 0) as amount
  from live l
  join found f on cardinality(l.kinds) = 0 or f.kind = any(l.kinds)
  where not exists (select 1 from told_alerts t where t.creator_id = $1 and t.webhook_id = l.id and t.kind = f.kind and t.subject = f.subject)
  union all
  select false, t.webhook_id, t.rank, t.kind, t.subject, t.since, t.amount
  from told_alerts t
  join live l on l.id = t.webhook_id
  where t.creator_id = $1 and t.kind = any($5) and ($6 or t.kind not in ('low_stock', 'order_oversold', 'conflict_in_review'))
    and not exists (select 1 from found f where f.kind = t.kind and f.subject = t.subject)
  limit $4
)
select p.opened, p.webhook_id, p.rank, p.kind, p.subject, coalesce(p.since, raised.timestamp), p.amount
from changes p
left join lateral (
  {raised}
) raised on p.opened
order by p.opened, p.rank, p.kind, p.subject, p.webhook_id
