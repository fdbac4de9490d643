insert into ingest_spool (partition, payload)
select $1, item.payload
from unnest($2::bytea[]) with ordinality as item (payload, place)
order by item.place
