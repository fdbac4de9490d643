select position, payload
from ingest_spool
where partition = $1
order by position
limit $2
