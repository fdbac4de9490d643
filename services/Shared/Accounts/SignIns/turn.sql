-- The row's lock decides between those who come at the same time. A generation that is newer than the row's own was told before the
-- database was restored from a backup: it counts.
with turned as (
  update sign_ins
  set revoked_at = case when $3 < generation - 1 or ($3 = generation - 1 and turned_at < $5) then $4::timestamptz end,
    turned_at = case when $3 >= generation then $4 else turned_at end,
    generation = greatest(generation, $3 + 1),
    expires_at = $6
  where id = $1 and key_id = $2 and revoked_at is null and expires_at > $4
  returning id, key_id, generation, revoked_at is not null as reused
), noted as (
  insert into account_changes (creator_id, at, actor_id, actor_name, type, subject)
  select k.creator_id, $4, k.id, k.name, 'access.sign_in_reused', k.id
  from turned
  join api_keys k on k.id = turned.key_id
  where turned.reused
)
select generation, reused from turned
union all
select generation, true from sign_ins where id = $1 and key_id = $2 and revoked_at is not null
