create table if not exists schema_migrations (
  component text not null,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  primary key (component, name)
)
