-- Nothing when another replica has it now.
with taken as (
  update alert_deliveries
  set status = 'delivered', attempts = attempts + 1, attempted_at = now(), settled_at = now(), claimed_until = null, answer = $4::int, failure = null
  where creator_id = $1 and id = $2 and claims = $3 and status = 'waiting'
  returning webhook_id
)
update alert_webhooks w
set delivered_at = now()
from taken
where w.creator_id = $1 and w.id = taken.webhook_id
