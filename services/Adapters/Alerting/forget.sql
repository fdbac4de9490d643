delete from alert_deliveries
where status <> 'waiting' and settled_at < now() - $1 * interval '1 day'
