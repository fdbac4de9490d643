-- Says that this replica lives, and asks who else does. By the database's clock, as it is read.
with own as (
  insert into projection_replicas (id, partitions, heard, alive_until)
  values ($1, $2, 1, clock_timestamp() + $3)
  on conflict (id) do update set partitions = excluded.partitions, heard = projection_replicas.heard + 1, alive_until = excluded.alive_until
  returning id, heard, partitions
)
select id, heard, partitions from own
union all
select id, heard, partitions from projection_replicas where id <> $1 and alive_until > clock_timestamp()
