select l.id
from {live} l
where l.tenant_id = $1 and not exists (select from mt_streams s where s.tenant_id = l.tenant_id and s.id = $2 || l.id)
