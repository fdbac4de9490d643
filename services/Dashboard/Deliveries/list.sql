select jsonb_build_object('Id', id, 'ConnectionId', connection_id, 'Platform', platform, 'Topic', topic, 'ReceivedAt', received_at,
  'Verdict', verdict, 'Outcome', outcome, 'Reason', reason, 'Bytes', octet_length(body)), id
from deliveries
where tenant_id = $1
  and ($2::varchar is null or id < $2)
  and ($3::text is null or outcome = $3)
  and ($4::text is null or connection_id = $4)
order by id desc
limit $5
