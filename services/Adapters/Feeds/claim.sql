-- Not what is under way here, however long the database was away.
with due as materialized (
  select id
  from push_feeds
  where look_at <= $1 and (claimed_until is null or claimed_until < $1) and id <> all($3)
  order by look_at
  limit 1
  for update skip locked
)
update push_feeds
set claimed_until = $2, claims = claims + 1
from due
where push_feeds.id = due.id
returning push_feeds.id, push_feeds.connection_id, push_feeds.platform_id, push_feeds.begun_at, push_feeds.claims
