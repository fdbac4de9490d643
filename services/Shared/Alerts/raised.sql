-- A SKU says that its stock is low, not since when: its history does. Of an alert p of a creator ($1).
select e.timestamp
from mt_events e
where p.kind = 'low_stock' and e.tenant_id = $1 and e.stream_id = 'inventory-' || p.subject and e.type = 'inventory.low_stock_alert'
order by e.version desc
limit 1
