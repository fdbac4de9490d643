select id, type, kind, subject, status, created_at, attempts, attempted_at, case when status = 'waiting' then due_at end, answer, failure, settled_at
from alert_deliveries
where creator_id = $1 and webhook_id = $2
order by seq desc
limit $3
