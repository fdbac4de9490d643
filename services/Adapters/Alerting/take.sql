-- The creator whose alerts are due to be compared for longest; one that another replica looks at is passed over. What is wrong of its stock and
-- orders is read when its feed moved since, and every minute anyway.
select w.creator_id, exists (select 1 from alert_webhooks h where h.creator_id = w.creator_id and not h.begun),
  coalesce(f.seq, 0), coalesce(w.seen <> coalesce(f.seq, 0) or w.read_at < clock_timestamp() - interval '1 minute', true)
from alert_watches w
left join feed_heads f on f.tenant_id = w.creator_id
where w.due_at <= clock_timestamp()
  and exists (select 1 from alert_webhooks h where h.creator_id = w.creator_id and h.paused_at is null and h.disabled_at is null)
order by w.due_at
limit 1
for update of w skip locked
