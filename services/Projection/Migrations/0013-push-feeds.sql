-- Many pushes of a connection, told in one piece that the platform works off later.
create table push_feeds (
  id varchar not null primary key,
  tenant_id varchar not null,
  connection_id varchar not null,
  -- What the platform calls it; null until it has taken it.
  platform_id varchar,
  begun_at timestamptz not null,
  look_at timestamptz not null,
  claimed_until timestamptz
);
create index push_feeds_due on push_feeds (look_at);
-- As it was when the feed was begun; number is the message's.
create table push_feed_items (
  feed varchar not null,
  number int not null,
  listing_id varchar not null,
  channel_location varchar not null,
  sku varchar not null,
  run_id varchar not null,
  quantity bigint not null,
  expected bigint,
  attempts int not null,
  wanted_at timestamptz not null,
  trace_parent varchar,
  primary key (feed, number)
);
-- While a listing is in a feed nothing else is told of it: what is newer waits for the feed's end.
alter table pushes add column feed varchar;
create index pushes_in_feeds on pushes (feed) where feed is not null;
drop index pushes_waiting;
create index pushes_waiting on pushes (connection_id, critical desc, due_at) where status = 'waiting' and feed is null;
