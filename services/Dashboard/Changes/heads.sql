select tenant_id, seq
from feed_heads
where tenant_id = any ($1)
