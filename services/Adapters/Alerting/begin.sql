-- What is wrong when a webhook is made is not told, but that it is over would be news without a beginning: it is written down as told, and its end is told.
with found as materialized (
  {found}
), fresh as (
  update alert_webhooks
  set begun = true
  where creator_id = $1 and not begun
  returning id, kinds
)
insert into told_alerts (creator_id, webhook_id, kind, subject, rank, since, amount)
select $1, f.id, p.kind, p.subject, p.rank, coalesce(p.since, raised.timestamp), coalesce(p.amount, 0)
from fresh f
join found p on cardinality(f.kinds) = 0 or p.kind = any(f.kinds)
left join lateral (
  {raised}
) raised on true
