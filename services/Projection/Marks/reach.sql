insert into partition_marks (partition, name, reached_at)
values ($1, $2, $3)
on conflict (partition) do update set name = excluded.name, reached_at = excluded.reached_at
