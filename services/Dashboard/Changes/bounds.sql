select h.seq, coalesce((select min(seq) from change_feed where tenant_id = $1), h.seq + 1)
from (select coalesce((select seq from feed_heads where tenant_id = $1), 0) as seq) h
