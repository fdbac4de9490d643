-- The transaction's last statement: the head's row lock is held from here to the commit, so positions become
-- visible in their order and no reader can pass one that is still to come.
with changes as (
  select tenant_id, topic, id, version, occurred_at, trace_parent, row_number() over (partition by tenant_id order by ordinal) as position
  from unnest($1::varchar[], $2::text[], $3::varchar[], $4::bigint[], $5::timestamptz[], $7::varchar[]) with ordinality
    as c (tenant_id, topic, id, version, occurred_at, trace_parent, ordinal)
), heads as (
  insert into feed_heads (tenant_id, seq)
  select tenant_id, count(*) from changes group by tenant_id order by tenant_id
  on conflict (tenant_id) do update set seq = feed_heads.seq + excluded.seq
  returning tenant_id, seq
), written as (
  insert into change_feed (tenant_id, seq, topic, id, version, occurred_at, recorded_at, trace_parent)
  select c.tenant_id, h.seq - totals.count + c.position, c.topic, c.id, c.version, c.occurred_at, $6, c.trace_parent
  from changes c
  join heads h on h.tenant_id = c.tenant_id
  join (select tenant_id, count(*) as count from changes group by tenant_id) totals on totals.tenant_id = c.tenant_id
)
select tenant_id, seq from heads
