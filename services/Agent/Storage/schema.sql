create table if not exists sessions (
  id text primary key,
  session_type text not null,
  started_ms integer not null,
  start_time text not null,
  end_time text,
  estimated_tokens integer not null,
  total_messages integer not null,
  models_used text not null,
  project text,
  description text,
  efficiency text,
  version integer not null,
  updated_at text not null,
  sent_version integer not null default 0,
  refused_version integer not null default 0
) strict;

create index if not exists sessions_by_start on sessions (started_ms desc, id desc);

create index if not exists sessions_queued on sessions (version) where version > sent_version;

create table if not exists facts (
  name text primary key,
  value text not null
) strict;
