insert into mt_streams (tenant_id, id, type, version, timestamp, created)
select tenant_id, id, type, version, $5, $5
from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::bigint[]) as s (tenant_id, id, type, version)
