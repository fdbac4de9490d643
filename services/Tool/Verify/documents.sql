select id, data, mt_version
from {live}
where tenant_id = $1 and id = any ($2)
