-- No query asks what is common inside a JSON document, except through an expression's index, which has statistics of its own.
-- Collecting them (analyze sorts 30,000 documents a column) took a second of a processor every minute under load, and
-- acknowledgements waited for it. Columns that are so already are not touched, nor their tables locked.
create function without_json_statistics(relation regclass) returns void language plpgsql as $$
declare
  name text;
begin
  for name in
    select attname from pg_attribute
    where attrelid = relation and atttypid = 'jsonb'::regtype and attnum > 0 and not attisdropped and attstattarget is distinct from 0
  loop
    execute format('alter table %s alter column %I set statistics 0', relation, name);
  end loop;
end $$;

-- A new partition does not take this over from its table.
alter function create_event_partitions(date, date) rename to create_event_partitions_with_statistics;

create function create_event_partitions(first_day date, last_day date) returns int language plpgsql as $$
declare
  made int := create_event_partitions_with_statistics(first_day, last_day);
begin
  if made > 0 then
    perform without_json_statistics(relid) from pg_partition_tree('mt_events') where isleaf;
  end if;
  return made;
end $$;

select without_json_statistics(relid) from pg_partition_tree('mt_events') where isleaf;
select without_json_statistics('stream_snapshots');
