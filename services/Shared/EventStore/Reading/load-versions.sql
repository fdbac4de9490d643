select s.tenant_id, s.id, s.version
from unnest($1::varchar[], $2::varchar[]) as k (tenant_id, id)
join mt_streams s on s.tenant_id = k.tenant_id and s.id = k.id
