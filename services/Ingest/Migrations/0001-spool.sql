-- Deliveries that were accepted while the broker was away, in the order they were accepted.
create table ingest_spool (
  position bigint generated always as identity,
  partition integer not null,
  payload bytea not null,
  accepted_at timestamptz not null default now(),
  primary key (partition, position)
);
