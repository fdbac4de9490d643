-- Nothing when another run of the connection is open, or this key has started one.
insert into sync_runs (tenant_id, id, connection_id, platform, dry_run, asked_by, idempotency_key, status, requested_at, chosen)
select c.creator_id, $3, c.id, c.platform, $4, 'person', $5, 'waiting', $6, $7
from connections c
where c.creator_id = $1 and c.id = $2
on conflict do nothing
