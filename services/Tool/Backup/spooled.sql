select coalesce(max(position), 0)::bigint from ingest_spool
