-- What a key was exchanged for, until it is over: which of its refresh tokens is the newest, so that an old one is known when it is shown again.
create table sign_ins (
  id text primary key,
  key_id text not null references api_keys (id),
  generation bigint not null,
  turned_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sign_ins_by_key on sign_ins (key_id, turned_at desc);
create index sign_ins_by_end on sign_ins (expires_at);
