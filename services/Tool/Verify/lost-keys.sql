-- Keys that events and finished deliveries name and nobody has. A duplicate and a key conflict own no key of their own, but theirs exists too.
select u.key, min(u.named_by), count(*)
from (
  select headers ->> 'IdempotencyKey' as key, stream_id || ' ' || version as named_by
  from mt_events
  where tenant_id = $1
  union all
  select idempotency_key, 'delivery ' || id
  from deliveries
  where tenant_id = $1
) u
where not exists (select from idempotency_keys i where i.tenant_id = $1 and i.key = u.key)
group by u.key
