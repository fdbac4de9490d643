-- What a look came to; nothing when another replica has it now.
update channel_subscriptions
set status = $4, repaired = case when $4 = 'healthy' then repaired else $5 end, checked_at = $3,
  healthy_at = case when $4 = 'missing' then healthy_at else $3 end,
  repaired_at = case when $4 = 'repaired' then $3 else repaired_at end,
  failure = $6, due_at = $7, claimed_until = null
where connection_id = $1 and claims = $2
