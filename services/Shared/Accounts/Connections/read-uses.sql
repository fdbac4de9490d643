select u.secret_id, u.last_used_at
from connection_secret_uses u
join connections c on c.id = u.connection_id
where c.creator_id = $1 and c.id = $2
