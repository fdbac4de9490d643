-- The creator whose alerts were not looked at for longest; one that another replica looks at is passed over.
select w.creator_id, exists (select 1 from alert_webhooks h where h.creator_id = w.creator_id and not h.begun)
from alert_watches w
where w.looked_at <= clock_timestamp() - $1 * interval '1 millisecond'
  and exists (select 1 from alert_webhooks h where h.creator_id = w.creator_id and h.paused_at is null and h.disabled_at is null)
order by w.looked_at
limit 1
for update of w skip locked
