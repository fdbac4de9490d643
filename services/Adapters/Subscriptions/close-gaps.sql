-- A run that repairs was completed since the look that noticed the gap.
update channel_subscriptions
set gap_open = false
from sync_runs r
where gap_open and claimed_until is null
  and r.tenant_id = channel_subscriptions.tenant_id and r.id = channel_subscriptions.run_id and r.status = 'completed'
