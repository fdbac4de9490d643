-- No query asks what is common inside a JSON document, except through an expression's index, which has statistics of its own.
-- Collecting them (analyze sorts 30,000 documents a column) took a second of a processor every minute under load, and
-- acknowledgements waited for it.
create function without_json_statistics(relation regclass) returns void language plpgsql as $$
declare
  name text;
begin
  for name in select attname from pg_attribute where attrelid = relation and atttypid = 'jsonb'::regtype and attnum > 0 and not attisdropped loop
    execute format('alter table %s alter column %I set statistics 0', relation, name);
  end loop;
end $$;

-- As in 0002, and without those statistics. Makes the partitions of the months from one day to another, where they are missing; returns how many it made.
create or replace function create_event_partitions(first_day date, last_day date) returns int language plpgsql as $$
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
      perform without_json_statistics(format('%I', name || '_' || part)::regclass);
      execute format('create unique index %I on %I (seq_id)', name || '_' || part || '_seq_id', name || '_' || part);
      execute format('create unique index %I on %I (tenant_id, stream_id, version)', name || '_' || part || '_stream_and_version', name || '_' || part);
    end loop;
    execute format('with moved as (delete from mt_events_strays where timestamp >= %L and timestamp < %L returning *) insert into %I select * from moved', since, until, name);
    execute format('alter table mt_events attach partition %I for values from (%L) to (%L)', name, since, until);
    made := made + 1;
  end loop;
  return made;
end $$;

select without_json_statistics(relid) from pg_partition_tree('mt_events') where isleaf;
select without_json_statistics('stream_snapshots');
