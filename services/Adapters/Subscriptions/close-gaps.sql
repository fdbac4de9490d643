-- A run that repairs was completed since the look that noticed the gap.
update channel_subscriptions s
set gap_open = false
from sync_runs r
where s.gap_open and s.claimed_until is null and r.tenant_id = s.tenant_id and r.id = s.run_id and r.status = 'completed'
