-- Up to when the orders of each connection were read from its platform, and the poll under way.
create table order_polls (
  connection_id varchar not null,
  tenant_id varchar not null,
  -- Everything that changed there before was brought in.
  read_until timestamptz not null,
  -- The poll that is not over yet: when it began, and where its next page begins; a poll that failed goes on from there.
  began_at timestamptz,
  cursor text,
  due_at timestamptz not null,
  claimed_until timestamptz,
  -- Counts the claims: what an older one still writes is void.
  claims bigint not null default 0,
  polled_at timestamptz,
  failure text,
  primary key (connection_id)
);
create index order_polls_due on order_polls (due_at);
