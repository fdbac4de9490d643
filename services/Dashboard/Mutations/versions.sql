select id, version
from mt_streams
where tenant_id = $1 and id = any ($2)
