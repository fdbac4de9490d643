-- The events numbered above $1 up to $2, all written since $3 at the earliest.
-- Lost: a stream's version without an event. Duplicated: a delivery's effect whose key another had before. Disordered: a stream's
-- later version with a lower number, so that readers of the log met it first.
with looked as materialized (
  select tenant_id, stream_id, version, seq_id, timestamp, headers ->> 'IdempotencyKey' as key, headers ->> 'DeliveryId' as delivery_id,
    lag(version) over w as previous, lag(seq_id) over w as previous_seq, lead(version) over w is null as is_last
  from mt_events
  where seq_id > $1 and seq_id <= $2 and timestamp >= $3
  window w as (partition by tenant_id, stream_id order by version)
), neighbours as (
  select l.version, l.seq_id, l.previous, l.previous_seq, l.is_last, s.version as head, n.seq_id as next_seq,
    case
      when l.previous < l.version - 1 then l.version - 1 - l.previous - (
        select count(*) from mt_events b where b.tenant_id = l.tenant_id and b.stream_id = l.stream_id and b.version > l.previous and b.version < l.version)
      when l.previous is null and l.version > 1
        and not exists (select from mt_events b where b.tenant_id = l.tenant_id and b.stream_id = l.stream_id and b.version = l.version - 1)
        and not exists (select from event_archives a where a.tenant_id = l.tenant_id and a.restored_at is null) then 1
      else 0
    end as missing
  from looked l
  left join mt_streams s on l.is_last and s.tenant_id = l.tenant_id and s.id = l.stream_id
  left join lateral (
    select e.seq_id from mt_events e where s.version > l.version and e.tenant_id = l.tenant_id and e.stream_id = l.stream_id and e.version = l.version + 1 limit 1
  ) n on true
), again as (
  select count(distinct delivery_id) - 1 as more
  from looked
  where key is not null
  group by tenant_id, key
  having count(distinct delivery_id) > 1
  union all
  -- A key is recorded in the transaction of its effect: what comes later is a replay, or comes twice.
  select 1
  from looked l
  join idempotency_keys i on i.tenant_id = l.tenant_id and i.key = l.key
  where i.recorded_at < l.timestamp
    and not exists (select from parked_events p where p.tenant_id = l.tenant_id and p.delivery_id = l.delivery_id)
    and not exists (select from deliveries d where d.tenant_id = l.tenant_id and d.id = l.delivery_id and d.replayed_at is not null)
)
select
  (select count(*) from looked),
  (select coalesce(sum(missing), 0) + count(*) filter (where is_last and (head is null or head < version or (head > version and next_seq is null))) from neighbours)::bigint,
  (select coalesce(sum(more), 0) from again)::bigint,
  (select count(*) from neighbours where previous_seq > seq_id or next_seq < seq_id)
