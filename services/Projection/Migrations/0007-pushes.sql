-- What each listing is to show and whether its channel knows: one row a listing and location of its channel, the newest
-- quantity alone. Adapters take the waiting ones; the log has the history.
create table pushes (
  tenant_id varchar not null,
  connection_id varchar not null,
  listing_id varchar not null,
  channel_location varchar not null,
  sku varchar not null,
  run_id varchar not null,
  quantity bigint not null,
  -- Units that the channel shows before; null when nobody knows.
  expected bigint,
  critical boolean not null,
  -- waiting, done, dead (given up after the last try), failed (refused), stale
  status text not null,
  attempts int not null default 0,
  wanted_at timestamptz not null,
  due_at timestamptz not null,
  claimed_until timestamptz,
  answered_at timestamptz,
  failure text,
  trace_parent varchar,
  primary key (tenant_id, connection_id, listing_id, channel_location)
);
create index pushes_waiting on pushes (connection_id, critical desc, due_at) where status = 'waiting';
