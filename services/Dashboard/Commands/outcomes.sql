-- What a key was refused for it is refused for again: a duplicate of a refusal is none of an effect.
select d.id, coalesce(first.outcome, d.outcome), coalesce(first.reason, d.reason)
from deliveries d
left join lateral (
  select r.outcome, r.reason
  from deliveries r
  where r.tenant_id = d.tenant_id and r.idempotency_key = d.idempotency_key and r.outcome = 'refused'
  order by r.id
  limit 1
) first on d.outcome = 'duplicate'
where d.tenant_id = $1 and d.id = any ($2)
