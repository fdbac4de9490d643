do $$
declare
  name text;
begin
  for name in select nspname from pg_namespace where nspname <> 'information_schema' and nspname not like 'pg\_%' loop
    execute format('drop schema %I cascade', name);
  end loop;
  create schema public;
end
$$
