-- As the list shows them: what moved to another SKU is left out.
select id, mt_version
from mt_doc_stockitem
where tenant_id = $1 and not data @? '$.MovedTo ? (@ != null)'
