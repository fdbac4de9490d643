select data, mt_version
from mt_doc_stockitem
where tenant_id = $1 and id = $2
