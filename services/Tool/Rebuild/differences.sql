-- One snapshot sees a stream and its live row as one transaction wrote them. Where the rebuilt row stands at the stream's
-- version, live and rebuilt must be equal; where it does not yet, the stream has moved and is compared after catching up.
select coalesce(l.tenant_id, n.tenant_id), coalesce(l.id, n.id), l.data, l.mt_version, n.data, n.mt_version, count(*) over ()
from (select tenant_id, id, data, mt_version, mt_last_modified from {live} where $2::varchar is null or tenant_id = $2) l
full join (select tenant_id, id, data, mt_version, mt_last_modified from {next}) n on n.tenant_id = l.tenant_id and n.id = l.id
left join mt_streams s on s.tenant_id = coalesce(l.tenant_id, n.tenant_id) and s.id = $1 || coalesce(l.id, n.id)
where (l.data is distinct from n.data or l.mt_version is distinct from n.mt_version or l.mt_last_modified is distinct from n.mt_last_modified)
  and s.version is not distinct from n.mt_version
order by 1, 2
limit 100
