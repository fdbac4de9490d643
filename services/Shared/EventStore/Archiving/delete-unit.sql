delete from mt_events
where tenant_id = $1 and timestamp >= $2 and timestamp < $3 and seq_id between $4 and $5
