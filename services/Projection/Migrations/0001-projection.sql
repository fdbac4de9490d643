-- Read models as documents in Marten's layout; mt_version is the version of the stream that the document reflects.
create table mt_doc_stockitem (
  tenant_id varchar not null,
  id varchar not null,
  data jsonb not null,
  mt_last_modified timestamptz not null default now(),
  mt_dotnet_type varchar,
  mt_version bigint not null default 0,
  constraint pkey_mt_doc_stockitem_tenant_id_id primary key (tenant_id, id)
);

create table mt_doc_ordersummary (
  tenant_id varchar not null,
  id varchar not null,
  data jsonb not null,
  mt_last_modified timestamptz not null default now(),
  mt_dotnet_type varchar,
  mt_version bigint not null default 0,
  constraint pkey_mt_doc_ordersummary_tenant_id_id primary key (tenant_id, id)
);

-- Which SKU a channel's listing shows, by each of its ids.
create table listings (
  tenant_id varchar not null,
  connection_id varchar not null,
  listing_id varchar not null,
  sku varchar not null,
  primary key (tenant_id, connection_id, listing_id)
);

-- The change feed: keys only; a reader joins the document as it is now. The head row is locked as a
-- transaction's last statement, so nothing can appear below a cursor once read.
create table feed_heads (
  tenant_id varchar primary key,
  seq bigint not null
);

create table change_feed (
  tenant_id varchar not null,
  seq bigint not null,
  topic text not null,
  id varchar not null,
  version bigint not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, seq)
);

-- Every verified webhook, with what became of it.
create table deliveries (
  tenant_id varchar not null,
  id varchar not null,
  connection_id varchar not null,
  platform varchar not null,
  topic varchar not null,
  received_at timestamptz not null,
  verdict text not null,
  outcome text not null,
  reason text,
  idempotency_key varchar not null,
  checksum varchar not null,
  trace_parent varchar,
  body bytea not null,
  primary key (tenant_id, id)
);
alter table deliveries alter column body set compression lz4;

-- Events whose decision failed, and those that wait behind them, in order, per aggregate.
create table parked_events (
  position bigint generated always as identity primary key,
  tenant_id varchar not null,
  aggregate varchar not null,
  delivery_id varchar not null,
  event_index int not null,
  event text not null,
  delivery text not null,
  status text not null,
  reason text not null,
  parked_at timestamptz not null
);
create index parked_events_open on parked_events (tenant_id, aggregate, position) where status in ('parked', 'waiting');

-- Work for other services, in the transaction that made it.
create table outbox (
  id bigint generated always as identity primary key,
  tenant_id varchar not null,
  queue varchar not null,
  message jsonb not null,
  created_at timestamptz not null,
  claimed_until timestamptz
);
