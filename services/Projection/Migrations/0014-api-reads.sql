-- A command's key that was refused before is answered as it was then.
create index deliveries_refused on deliveries (tenant_id, idempotency_key) where outcome = 'refused';

-- How long channels took to be told, and what they did not take, by time.
create index mt_events_pushes on mt_events (tenant_id, timestamp) where type in ('sync.completed', 'sync.failed');

-- Alerts that a person has seen. An alert is what is wrong now, found anew each time; one that began after it was seen is new.
create table alert_acknowledgements (
  tenant_id varchar not null,
  kind text not null,
  subject varchar not null,
  acknowledged_at timestamptz not null,
  primary key (tenant_id, kind, subject)
);
