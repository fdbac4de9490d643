select count(*) from ingest_spool where position <= $1
