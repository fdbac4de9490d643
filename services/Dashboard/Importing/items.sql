select id, data
from mt_doc_stockitem
where tenant_id = $1 and id = any ($2)
