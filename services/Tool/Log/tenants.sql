select tenant_id, sum(version)::bigint
from mt_streams
where ($1::varchar is null or tenant_id = $1) and ($2::varchar is null or type = $2)
group by tenant_id
order by 2 desc, tenant_id
