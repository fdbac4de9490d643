select jsonb_build_object('Id', id, 'ConnectionId', connection_id, 'Platform', platform, 'Topic', topic, 'ReceivedAt', received_at,
  'Verdict', verdict, 'Outcome', outcome, 'Reason', reason, 'IdempotencyKey', idempotency_key, 'Checksum', checksum), body
from deliveries
where tenant_id = $1 and id = $2
