-- mt_events by month and, within a month, by creator (docs/adr/0008-partitions-of-the-event-table.md).
-- One transaction: a filled table is copied, its place is taken only when every row has arrived.
lock table mt_events in access exclusive mode;
alter table mt_events rename to mt_events_unpartitioned;
alter table mt_events_unpartitioned rename constraint pkey_mt_events_seq_id to pkey_mt_events_unpartitioned;
alter index pk_mt_events_stream_and_version rename to mt_events_unpartitioned_stream_and_version;

-- No key can stand on the whole table, since it would have to hold the timestamp too. Every partition has its own unique
-- keys on (seq_id) and (tenant_id, stream_id, version); across months the version check on mt_streams is the guard
-- (Appending/advance-streams.sql). Nor is there a foreign key: it cost half of an insert and says the same as that check.
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
  is_archived boolean not null default false
) partition by range (timestamp);

-- What no month takes: a clock that is far off, an upkeep that did not run. Moved when its month is made.
create table mt_events_strays partition of mt_events default;
create unique index mt_events_strays_seq_id on mt_events_strays (seq_id);
create unique index mt_events_strays_stream_and_version on mt_events_strays (tenant_id, stream_id, version);

-- Makes the partitions of the months from one day to another, where they are missing; returns how many it made.
create function create_event_partitions(first_day date, last_day date) returns int language plpgsql as $$
declare
  creators constant int := 4;
  first_month date := date_trunc('month', first_day::timestamp)::date;
  month date;
  name text;
  since timestamptz;
  until timestamptz;
  made int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('create_event_partitions'));
  for month in select generate_series(first_month::timestamp, last_day::timestamp, interval '1 month')::date loop
    name := 'mt_events_' || to_char(month, 'YYYY_MM');
    continue when to_regclass(name) is not null;
    since := month::timestamp at time zone 'UTC';
    until := (month + interval '1 month') at time zone 'UTC';
    execute format('create table %I (like mt_events including defaults) partition by hash (tenant_id)', name);
    for part in 0 .. creators - 1 loop
      execute format('create table %I partition of %I for values with (modulus %s, remainder %s)', name || '_' || part, name, creators, part);
      execute format('create unique index %I on %I (seq_id)', name || '_' || part || '_seq_id', name || '_' || part);
      execute format('create unique index %I on %I (tenant_id, stream_id, version)', name || '_' || part || '_stream_and_version', name || '_' || part);
    end loop;
    execute format('with moved as (delete from mt_events_strays where timestamp >= %L and timestamp < %L returning *) insert into %I select * from moved', since, until, name);
    execute format('alter table mt_events attach partition %I for values from (%L) to (%L)', name, since, until);
    made := made + 1;
  end loop;
  return made;
end $$;

-- Drops the months before a day that hold no event any more; returns how many. Waits for nobody longer than two seconds.
create function drop_empty_event_partitions(before date) returns int language plpgsql set lock_timeout = '2s' as $$
declare
  name text;
  filled boolean;
  dropped int := 0;
begin
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'mt_events'::regclass and c.relkind = 'p' and c.relname < 'mt_events_' || to_char(before, 'YYYY_MM')
    order by c.relname
  loop
    execute format('lock table %I in access exclusive mode', name);
    execute format('select exists (select from %I)', name) into filled;
    continue when filled;
    execute format('drop table %I', name);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;

-- The loser of a race: 23505, as a unique key would say it.
create function refuse_stream_versions(wanted bigint, standing bigint) returns bigint language plpgsql as $$
begin
  raise exception 'another writer was first: % of % streams stand at the version decided upon', standing, wanted
    using errcode = 'unique_violation', constraint = 'mt_streams_version';
end $$;

select create_event_partitions(
  coalesce((select min(timestamp) at time zone 'UTC' from mt_events_unpartitioned)::date, (now() at time zone 'UTC')::date),
  ((now() at time zone 'UTC') + interval '3 months')::date);

insert into mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived)
select seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type, correlation_id, causation_id, headers, is_archived
from mt_events_unpartitioned
order by seq_id;

do $$ begin
  if (select count(*) from mt_events) <> (select count(*) from mt_events_unpartitioned) then
    raise exception 'events were lost on their way into the partitions';
  end if;
end $$;

drop table mt_events_unpartitioned;
analyze mt_events;
