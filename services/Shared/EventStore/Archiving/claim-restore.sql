update event_archives
set restored_at = $4
where tenant_id = $1 and month = $2 and part = $3 and restored_at is null
