-- Comparisons of what a channel shows with what it should show; kept as history.
create table sync_runs (
  id varchar not null,
  tenant_id varchar not null,
  connection_id varchar not null,
  platform varchar not null,
  dry_run boolean not null,
  -- person, schedule
  asked_by text not null,
  idempotency_key varchar,
  -- waiting, running, completed, failed
  status text not null,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  -- A run whose claim ended before it did was interrupted; it is begun again.
  claimed_until timestamptz,
  attempts int not null default 0,
  pages int not null default 0,
  listings bigint not null default 0,
  matching bigint not null default 0,
  settling bigint not null default 0,
  drifting bigint not null default 0,
  repairs bigint not null default 0,
  failure text,
  primary key (tenant_id, id)
);
-- One at a time for each connection.
create unique index sync_runs_open on sync_runs (connection_id) where status in ('waiting', 'running');
create unique index sync_runs_by_key on sync_runs (tenant_id, idempotency_key) where idempotency_key is not null;
create index sync_runs_by_connection on sync_runs (connection_id, requested_at desc);

create table sync_differences (
  tenant_id varchar not null,
  run_id varchar not null,
  listing_id varchar not null,
  channel_location varchar not null,
  sku varchar,
  due bigint,
  believed bigint,
  shown bigint,
  cause text not null,
  -- none, reported, retried: what the run did, or in a dry run would have done.
  repair text not null,
  primary key (tenant_id, run_id, listing_id, channel_location),
  foreign key (tenant_id, run_id) references sync_runs (tenant_id, id) on delete cascade
);
