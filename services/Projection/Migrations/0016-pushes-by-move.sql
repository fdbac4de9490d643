-- The push log of a channel, the latest first.
create index pushes_by_move on pushes (tenant_id, connection_id, coalesce(answered_at, wanted_at) desc);
