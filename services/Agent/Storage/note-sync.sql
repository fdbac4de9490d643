insert into facts (name, value) values ('last_sync', $at) on conflict (name) do update set value = excluded.value
