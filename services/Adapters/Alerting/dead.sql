-- Nothing when another replica has it now. A test that fails says nothing against its webhook, unless that is gone.
with given_up as (
  update alert_deliveries
  set status = 'dead', attempts = attempts + 1, attempted_at = now(), settled_at = now(), claimed_until = null, answer = $4::int, failure = $5
  where creator_id = $1 and id = $2 and claims = $3 and status = 'waiting'
  returning webhook_id, type, created_at
)
update alert_webhooks w
set disabled_at = now(), disabled_because = case when $6 then 'gone' else 'failing' end
from given_up g
where w.creator_id = $1 and w.id = g.webhook_id and w.disabled_at is null
  and ($6 or (g.type <> 'alert.test' and (w.delivered_at is null or w.delivered_at < g.created_at)))
returning w.id
