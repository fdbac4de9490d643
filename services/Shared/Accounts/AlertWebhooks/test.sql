insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body)
select creator_id, id, $3, 'alert.test', 'test', id, $4
from alert_webhooks
where creator_id = $1 and id = $2
  and (select count(*) from alert_deliveries d where d.creator_id = $1 and d.webhook_id = $2 and d.kind = 'test' and d.status = 'waiting') < $5
