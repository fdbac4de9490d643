select c.seq, c.topic, c.id, coalesce(s.mt_version, o.mt_version, c.version), c.occurred_at, c.recorded_at, coalesce(s.data, o.data)
from change_feed c
left join mt_doc_stockitem s on c.topic = 'inventory' and s.tenant_id = c.tenant_id and s.id = c.id
left join mt_doc_ordersummary o on c.topic = 'orders' and o.tenant_id = c.tenant_id and o.id = c.id
where c.tenant_id = $1 and c.seq > $2
order by c.seq
limit $3
