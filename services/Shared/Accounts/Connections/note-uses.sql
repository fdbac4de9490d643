insert into connection_secret_uses (connection_id, secret_id, last_used_at)
select u.connection_id, u.secret_id, u.last_used_at
from (select unnest($1::text[]) as connection_id, unnest($2::text[]) as secret_id, unnest($3::timestamptz[]) as last_used_at) u
join connections c on c.id = u.connection_id
order by u.connection_id, u.secret_id
on conflict (connection_id, secret_id) do update
set last_used_at = greatest(connection_secret_uses.last_used_at, excluded.last_used_at)
