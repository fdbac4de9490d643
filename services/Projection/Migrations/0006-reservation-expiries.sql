-- Reservations that end unless their order is paid before; a row goes into the outbox in one transaction.
create table reservation_expiries (
  tenant_id varchar not null,
  platform varchar not null,
  order_id varchar not null,
  connection_id varchar not null,
  due_at timestamptz not null,
  primary key (tenant_id, platform, order_id)
);
create index reservation_expiries_due on reservation_expiries (due_at);
