with made as (
  insert into api_keys (id, creator_id, name, scopes, hash, created_at, expires_at, created_by)
  select $1, $2, $3, array[$4], $5, $6, $7::timestamptz, $8
  where (select count(*) from api_keys where creator_id = $2 and revoked_at is null and (expires_at is null or expires_at > $6)) < $10
  returning id, name, scopes
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $2, $6, $8, $9, 'access.key_created', id, jsonb_build_object('Name', name, 'Role', scopes[1], 'ExpiresAt', $7::timestamptz)
from made
