insert into event_archives (tenant_id, month, part, file, events, streams, first_seq, last_seq, sha256, archived_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
