-- Sorted without an index: any index on what changes would make every stock update a non-HOT one, and one creator's items sort in milliseconds.
select id, data, mt_last_modified
from mt_doc_stockitem
where tenant_id = $1
  and (mt_last_modified, id) < ($5, $2)
  and ($3 = '' or strpos(lower(id), lower($3)) > 0 or strpos(lower(data ->> 'Title'), lower($3)) > 0)
  and not data @? '$.MovedTo ? (@ != null)' -- estimated as nearly all; "is null" would be taken for nearly none
order by mt_last_modified desc, id desc
limit $4
