select to_jsonb(e)::text
from mt_events e
where tenant_id = $1 and timestamp >= $2 and timestamp < $3
order by seq_id
