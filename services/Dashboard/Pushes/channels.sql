select c.id, c.platform, c.name, c.paused,
  count(p.status) filter (where p.status = 'waiting'), count(p.status) filter (where p.status in ('dead', 'failed')),
  max(p.answered_at) filter (where p.status = 'done'),
  s.status, s.missing, s.repaired, s.checked_at, s.healthy_at, s.noticed_at, s.repaired_at, s.failure, s.gap_open, s.gap_since, s.run_id
from connections c
left join pushes p on p.tenant_id = c.creator_id and p.connection_id = c.id
left join channel_subscriptions s on s.tenant_id = c.creator_id and s.connection_id = c.id
where c.creator_id = $1
group by c.id, c.platform, c.name, c.paused, s.connection_id
order by c.id
