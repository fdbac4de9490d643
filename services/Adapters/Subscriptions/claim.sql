-- The look that is due longest, or whose replica fell silent; another replica's is passed over.
with due as materialized (
  select s.connection_id
  from channel_subscriptions s
  join connections c on c.id = s.connection_id
  where s.due_at <= $1 and (s.claimed_until is null or s.claimed_until < $1) and c.platform = any($3)
  order by s.due_at
  limit 1
  for update of s skip locked
)
update channel_subscriptions
set claimed_until = $2, claims = claims + 1
from due
where channel_subscriptions.connection_id = due.connection_id
returning channel_subscriptions.connection_id, channel_subscriptions.claims, channel_subscriptions.status, channel_subscriptions.missing
