-- What is wrong now; nothing is kept of an alert but that a person saw it.
with found as (
  {found}
), page as (
  select rank, kind, subject, since, amount, detail
  from found
  where (rank, kind, subject) > ($3, $4, $5)
    and ($6 = '' or kind = $6)
    and ($7 < 0 or rank = $7)
    and ($8 = '' or subject = $8)
  order by rank, kind, subject
  limit $9
)
select p.rank, p.kind, p.subject, coalesce(p.since, raised.timestamp) as since, p.amount, p.detail, a.acknowledged_at
from page p
left join lateral (
  {raised}
) raised on true
left join alert_acknowledgements a on a.tenant_id = $1 and a.kind = p.kind and a.subject = p.subject
  and a.acknowledged_at >= coalesce(p.since, raised.timestamp, a.acknowledged_at)
order by p.rank, p.kind, p.subject
