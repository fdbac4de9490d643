-- Two orders of one time: events that a key caused (kind 0), changes of the accounts (kind 1). Each side brings a page of its own.
select at, kind, seq, actor_id, actor_name, type, subject, data, delivery_id
from (
  (
    select e.timestamp as at, 0 as kind, e.seq_id as seq, e.headers ->> 'ActorId' as actor_id, e.headers ->> 'ActorName' as actor_name, e.type as type,
      e.stream_id as subject, e.data as data, e.headers ->> 'DeliveryId' as delivery_id
    from mt_events e
    where e.tenant_id = $1 and e.headers ? 'ActorId' and e.timestamp <= $2 and e.timestamp >= $5 and (e.timestamp, 0, e.seq_id) < ($2, $3, $4)
      and ($6 = '' or e.headers ->> 'ActorId' = $6 or e.headers ->> 'ActorName' = $6)
    order by e.timestamp desc, e.seq_id desc
    limit $7
  )
  union all
  (
    select c.at, 1, c.seq, c.actor_id, c.actor_name, c.type, c.subject, c.data, null
    from account_changes c
    where c.creator_id = $1 and c.at <= $2 and c.at >= $5 and (c.at, 1, c.seq) < ($2, $3, $4)
      and ($6 = '' or c.actor_id = $6 or c.actor_name = $6)
      -- Keys, webhook secrets and where alerts go are the owner's: others do not see them here either.
      and ($8 or c.type !~ '^access[.](key|secret|sign_in|alert_webhook)_')
    order by c.at desc, c.seq desc
    limit $7
  )
) changes
order by at desc, kind desc, seq desc
limit $7
