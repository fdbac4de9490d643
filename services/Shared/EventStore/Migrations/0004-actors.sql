-- The few events that a caller's key has caused, for the audit; events of platforms are not in it.
create index mt_events_by_actor on mt_events (tenant_id, timestamp desc, seq_id desc) where headers ? 'ActorId';
