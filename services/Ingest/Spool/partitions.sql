select partition.number
from generate_series(0, $1 - 1) as partition (number)
where exists (select 1 from ingest_spool where ingest_spool.partition = partition.number)
