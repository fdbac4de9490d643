-- A creator whose look takes long is looked at less often: it has a twentieth of the time, as long as that is a look every ten seconds at least.
-- One look that stood still, with the database or the machine, must not silence its alerts for nineteen times as long. Where a webhook was passed
-- over because many messages wait for it, or not all was told ($2 is null), everything is to be read again.
update alert_watches
set due_at = clock_timestamp() + greatest($3 * interval '1 millisecond', least(19 * (clock_timestamp() - now()), interval '10 seconds')),
  seen = case when exists (
    select 1
    from alert_webhooks w
    where w.creator_id = $1 and w.paused_at is null and w.disabled_at is null
      and (select count(*) from alert_deliveries d where d.creator_id = $1 and d.webhook_id = w.id and d.status = 'waiting') >= $4
  ) then null else $2::bigint end,
  read_at = case when $5 then now() else read_at end
where creator_id = $1
