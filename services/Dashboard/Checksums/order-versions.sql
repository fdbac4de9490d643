select id, mt_version
from mt_doc_ordersummary
where tenant_id = $1
