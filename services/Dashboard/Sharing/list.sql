-- Nothing but what may be public leaves the database.
select id, data ->> 'Title', (data ->> 'Available')::bigint
from mt_doc_stockitem
where tenant_id = $1 and ($2 = '' or id = $2) and id > $3 and not data @? '$.MovedTo ? (@ != null)'
order by id
limit $4
