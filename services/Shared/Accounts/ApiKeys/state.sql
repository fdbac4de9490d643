-- Its own row, and whether another live owner's key lasts as long as this one.
select k.revoked_at is not null, 'owner' = any (k.scopes) and (k.expires_at is null or k.expires_at > $3), exists (
  select from api_keys o
  where o.creator_id = $1 and o.id <> $2 and 'owner' = any (o.scopes) and o.revoked_at is null
    and (o.expires_at is null or (o.expires_at > $3 and o.expires_at >= k.expires_at)))
from api_keys k
where k.creator_id = $1 and k.id = $2
