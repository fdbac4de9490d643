select data
from mt_doc_stockitem
where tenant_id = $1 and id = any ($2)
order by id
