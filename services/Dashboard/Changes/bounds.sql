select
  coalesce((select seq from feed_heads where tenant_id = $1), 0),
  coalesce((select min(seq) from change_feed where tenant_id = $1), 1)
