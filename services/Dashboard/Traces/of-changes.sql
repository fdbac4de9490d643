select seq, trace_parent
from change_feed
where tenant_id = $1 and seq = any ($2) and trace_parent is not null
