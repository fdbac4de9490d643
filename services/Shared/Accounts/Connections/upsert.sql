insert into connections (id, creator_id, platform, name, settings, secrets)
values ($1, $2, $3, $4, $5::jsonb, $6)
on conflict (id) do update
set name = excluded.name, settings = excluded.settings, secrets = excluded.secrets, updated_at = now()
where connections.creator_id = excluded.creator_id and connections.platform = excluded.platform
