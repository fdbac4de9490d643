-- By the database's clock, as it is read.
insert into adapter_replicas (id, alive_until)
values ($1, clock_timestamp() + $2)
on conflict (id) do update set alive_until = excluded.alive_until
