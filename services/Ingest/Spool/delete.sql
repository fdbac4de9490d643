delete from ingest_spool where partition = $1 and position = any($2)
