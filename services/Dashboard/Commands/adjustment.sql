select type, data
from mt_events
where tenant_id = $1 and stream_id = $2 and id = $3
