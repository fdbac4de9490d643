select data, mt_version
from mt_doc_ordersummary
where tenant_id = $1 and id = $2
