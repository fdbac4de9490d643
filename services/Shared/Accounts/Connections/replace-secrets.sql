with changed as (
  update connections
  set secrets = $4, updated_at = clock_timestamp()
  where creator_id = $1 and id = $2 and updated_at = $3
  returning id
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, clock_timestamp(), $5, $6, $7, id, jsonb_build_object('SecretId', $8::text)
from changed
