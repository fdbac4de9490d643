select count(*), count(distinct stream_id), min(seq_id), max(seq_id),
  (select coalesce(max(part), 0) + 1 from event_archives where tenant_id = $1 and month = $4)
from mt_events
where tenant_id = $1 and timestamp >= $2 and timestamp < $3
