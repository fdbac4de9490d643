select e.stream_id, s.type, max(e.version)
from mt_events e
join mt_streams s on s.tenant_id = e.tenant_id and s.id = e.stream_id
where e.tenant_id = $1 and e.timestamp >= $2 and e.timestamp < $3
group by e.stream_id, s.type
order by e.stream_id
