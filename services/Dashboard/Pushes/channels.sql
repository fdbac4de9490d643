select c.id, c.platform, c.name, c.paused,
  count(p.status) filter (where p.status = 'waiting'), count(p.status) filter (where p.status in ('dead', 'failed')),
  max(p.answered_at) filter (where p.status = 'done')
from connections c
left join pushes p on p.tenant_id = c.creator_id and p.connection_id = c.id
where c.creator_id = $1
group by c.id, c.platform, c.name, c.paused
order by c.id
