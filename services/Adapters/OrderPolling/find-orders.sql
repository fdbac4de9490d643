select data
from mt_doc_ordersummary
where tenant_id = $1 and id = any($2)
