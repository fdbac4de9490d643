-- When a webhook secret last verified something, to the minute or so; by the secret's id, never the secret.
create table connection_secret_uses (
  connection_id text not null references connections (id),
  secret_id text not null,
  last_used_at timestamptz not null,
  primary key (connection_id, secret_id)
);
