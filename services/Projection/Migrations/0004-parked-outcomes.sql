-- How a parked event was settled, once: the key decides between two writers that both took it up.
create table parked_outcomes (
  position bigint primary key references parked_events (position),
  outcome text not null,
  settled_at timestamptz not null
);
create index parked_events_by_delivery on parked_events (tenant_id, delivery_id);
