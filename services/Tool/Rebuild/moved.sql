-- Streams that are further than their rebuilt row, or have none yet.
select s.tenant_id, s.id, s.version
from mt_streams s
left join {next} n on n.tenant_id = s.tenant_id and n.id = substr(s.id, length($1) + 1)
where s.type = $2 and ($3::varchar is null or s.tenant_id = $3) and s.version is distinct from n.mt_version
