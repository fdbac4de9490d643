-- Keys that end, that replace one another, and that tell when they were last used (to the minute or so).
alter table api_keys
  add column expires_at timestamptz,
  add column last_used_at timestamptz,
  add column created_by text,
  add column replaces text references api_keys (id);

-- A key is rotated once: its successor can be, in its turn.
create unique index api_keys_by_replaced on api_keys (replaces) where replaces is not null and revoked_at is null;

-- Public links to what is available. The token is kept as its SHA-256 only.
create table share_links (
  id text primary key,
  creator_id text not null references creators (id),
  label text not null,
  sku text,
  hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index share_links_by_creator on share_links (creator_id, created_at desc, id desc);

-- Who changed what of the accounts, written with the change. What people change of stock and orders is told by the events themselves.
create table account_changes (
  seq bigint generated always as identity primary key,
  creator_id text not null references creators (id),
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  type text not null,
  subject text not null,
  data jsonb not null default '{}'
);
create index account_changes_by_time on account_changes (creator_id, at desc, seq desc);
