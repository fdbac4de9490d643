-- Events that are in files: a creator's month, in one part or, when late ones were found, several.
-- A row with restored_at speaks of events that are back in mt_events; archiving them again replaces it.
create table event_archives (
  tenant_id varchar not null,
  month date not null,
  part int not null,
  file varchar not null,
  events bigint not null,
  streams bigint not null,
  first_seq bigint not null,
  last_seq bigint not null,
  sha256 varchar not null,
  archived_at timestamptz not null,
  restored_at timestamptz,
  primary key (tenant_id, month, part)
);
