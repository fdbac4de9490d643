-- Two live at a time: what the rotated key replaced ends now, the rotated key at its time.
with rotated as (
  update api_keys
  set expires_at = least(expires_at, $6::timestamptz)
  where creator_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > $5)
    and not exists (select from api_keys later where later.replaces = $2 and later.revoked_at is null)
  returning id, name, scopes, replaces, expires_at
), ended as (
  update api_keys
  set revoked_at = $5
  from rotated
  where api_keys.id = rotated.replaces and api_keys.revoked_at is null
), made as (
  insert into api_keys (id, creator_id, name, scopes, hash, created_at, expires_at, created_by, replaces)
  select $3, $1, name, scopes, $4, $5, $7::timestamptz, $8, id
  from rotated
  returning id
)
insert into account_changes (creator_id, at, actor_id, actor_name, type, subject, data)
select $1, $5, $8, $9, 'access.key_rotated', rotated.id, jsonb_build_object('Name', rotated.name, 'NewId', made.id, 'PreviousUntil', rotated.expires_at)
from rotated, made
