select tenant_id, date_trunc('month', timestamp at time zone 'UTC')::date as month
from mt_events
where timestamp < $1 and ($2::varchar is null or tenant_id = $2)
group by 1, 2
order by 2, 1
