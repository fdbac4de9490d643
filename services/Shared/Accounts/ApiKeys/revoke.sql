with revoked as (
  update api_keys
  set revoked_at = $3
  where creator_id = $1 and id = $2 and revoked_at is null
  returning id, name
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $3, $4, $5, 'access.key_revoked', id, jsonb_build_object('Name', name)
from revoked
