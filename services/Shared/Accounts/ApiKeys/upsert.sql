insert into api_keys (id, creator_id, name, scopes, hash)
values ($1, $2, $3, $4, $5)
on conflict (id) do update
set name = excluded.name, scopes = excluded.scopes, hash = excluded.hash
where api_keys.creator_id = excluded.creator_id
