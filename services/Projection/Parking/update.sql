update parked_events
set status = p.status, reason = coalesce(p.reason, parked_events.reason), tried_at = $4
from unnest($1::bigint[], $2::text[], $3::text[]) as p (position, status, reason)
where parked_events.position = p.position
