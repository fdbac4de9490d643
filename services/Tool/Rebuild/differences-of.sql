-- As differences.sql, of some rows, under the lock: nothing moves.
select k.tenant_id, k.id, l.data, l.mt_version, n.data, n.mt_version, count(*) over ()
from (select distinct tenant_id, id from unnest($1::varchar[], $2::varchar[]) as u (tenant_id, id)) k
left join {live} l on l.tenant_id = k.tenant_id and l.id = k.id
left join {next} n on n.tenant_id = k.tenant_id and n.id = k.id
where l.data is distinct from n.data or l.mt_version is distinct from n.mt_version or l.mt_last_modified is distinct from n.mt_last_modified
order by 1, 2
limit 100
