update mt_streams
set version = s.next, timestamp = $5
from unnest($1::varchar[], $2::varchar[], $3::bigint[], $4::bigint[]) as s (tenant_id, id, expected, next)
where mt_streams.tenant_id = s.tenant_id and mt_streams.id = s.id and mt_streams.version = s.expected
