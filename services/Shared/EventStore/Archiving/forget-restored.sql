delete from event_archives
where tenant_id = $1 and month = $2 and restored_at is not null
returning file
