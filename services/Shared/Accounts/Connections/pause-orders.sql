with changed as (
  update connections
  set orders_paused = $3, updated_at = now()
  where creator_id = $1 and id = $2
  returning id
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject)
select $1, clock_timestamp(), $4, $5, case when $3 then 'channel.orders_paused' else 'channel.orders_resumed' end, id
from changed
