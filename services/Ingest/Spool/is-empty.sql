select not exists (select 1 from ingest_spool where partition = $1)
