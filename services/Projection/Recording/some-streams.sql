-- A few SKUs and orders, whichever come first.
(select tenant_id, id from mt_streams where id like 'inventory-%' limit 50)
union all
(select tenant_id, id from mt_streams where id like 'order-%' limit 50)
