-- Of a stretch of the feed, each aggregate at its last position alone, with its document as it is now; of these the first few.
-- The stretch is longer than the page, so that who comes back after weeks reads a document once and not once a page.
-- The lateral limits keep the documents' reads by key: with a limit that is a parameter the planner may otherwise take all
-- of a creator's documents.
with stretch as (
  select seq, topic, id, version, occurred_at, recorded_at, trace_parent,
    row_number() over (partition by topic, id order by seq desc) as place,
    count(*) over () as size
  from (
    select seq, topic, id, version, occurred_at, recorded_at, trace_parent
    from change_feed
    where tenant_id = $1 and seq > $2
    order by seq
    limit $4
  ) read
), page as materialized (
  select seq, topic, id, version, occurred_at, recorded_at, trace_parent, size, count(*) over () as aggregates
  from stretch
  where place = 1
  order by seq
  limit $3
)
select p.seq, p.topic, p.id, coalesce(s.mt_version, o.mt_version, w.mt_version, p.version), p.occurred_at, p.recorded_at, coalesce(s.data, o.data, w.data), p.size = $4 or p.aggregates > $3, p.trace_parent
from page p
left join lateral (select mt_version, data from mt_doc_stockitem where p.topic = 'inventory' and tenant_id = $1 and id = p.id limit 1) s on true
left join lateral (select mt_version, data from mt_doc_ordersummary where p.topic = 'orders' and tenant_id = $1 and id = p.id limit 1) o on true
left join lateral (select mt_version, data from mt_doc_worksession where p.topic = 'sessions' and tenant_id = $1 and id = p.id limit 1) w on true
order by p.seq
