select tenant_id, month, part, file, events, streams, first_seq, last_seq, sha256
from event_archives
where restored_at is null and ($1::varchar is null or tenant_id = $1) and month between $2 and $3
order by month, tenant_id, part
