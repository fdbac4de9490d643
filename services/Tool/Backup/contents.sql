select (select count(*) from mt_events), (select coalesce(max(seq_id), 0)::bigint from mt_events), (select count(*) from idempotency_keys), (select count(*) from creators),
  current_setting('server_version')
