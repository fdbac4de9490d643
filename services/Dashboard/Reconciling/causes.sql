select cause, count(*)
from sync_differences
where tenant_id = $1 and run_id = $2
group by cause
order by cause
