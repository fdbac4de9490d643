-- Marten's own table layout (string stream ids, conjoined tenancy), so that a Marten program opens it with AutoCreate.None.
create sequence mt_events_sequence;

create table mt_streams (
  tenant_id varchar not null,
  id varchar not null,
  type varchar,
  version bigint not null,
  timestamp timestamptz not null default now(),
  created timestamptz not null default now(),
  is_archived boolean not null default false,
  constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
);

create table mt_events (
  seq_id bigint not null,
  id uuid not null,
  stream_id varchar not null,
  version bigint not null,
  data jsonb not null,
  bdata bytea,
  type varchar(500) not null,
  timestamp timestamptz not null default now(),
  tenant_id varchar not null,
  mt_dotnet_type varchar,
  correlation_id varchar,
  causation_id varchar,
  headers jsonb,
  is_archived boolean not null default false,
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_tenant_id_stream_id foreign key (tenant_id, stream_id) references mt_streams (tenant_id, id)
);
create unique index pk_mt_events_stream_and_version on mt_events (tenant_id, stream_id, version);

create table mt_event_progression (
  name varchar not null,
  last_seq_id bigint,
  last_updated timestamptz default now(),
  constraint pkey_mt_event_progression_name primary key (name)
);

-- Beyond Marten: a fold of a stream up to a version, so that loading does not begin at the first event.
create table stream_snapshots (
  tenant_id varchar not null,
  stream_id varchar not null,
  version bigint not null,
  schema_version int not null,
  data jsonb not null,
  taken_at timestamptz not null,
  primary key (tenant_id, stream_id, version)
);

-- Kept for good, written in the transaction of the effect. The digest tells a duplicate from a key conflict.
create table idempotency_keys (
  tenant_id varchar not null,
  key varchar not null,
  digest varchar not null,
  result varchar not null,
  recorded_at timestamptz not null,
  primary key (tenant_id, key)
);
