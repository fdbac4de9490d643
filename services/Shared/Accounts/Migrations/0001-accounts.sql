create table creators (
  id text primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table connections (
  id text primary key,
  creator_id text not null references creators (id),
  platform text not null,
  name text not null,
  settings jsonb not null default '{}',
  secrets bytea not null,
  paused boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index connections_by_creator on connections (creator_id, id);
create index connections_by_update on connections (updated_at);

create table api_keys (
  id text primary key,
  creator_id text not null references creators (id),
  name text not null,
  scopes text[] not null,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_keys_by_creator on api_keys (creator_id, id);
