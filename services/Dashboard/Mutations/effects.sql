-- Only what came after the versions read before, so that a long stream is not read from its beginning.
select e.causation_id, e.type, e.data
from unnest($2::varchar[], $3::bigint[]) as s (id, version)
join mt_events e on e.tenant_id = $1 and e.stream_id = s.id and e.version > s.version
where e.causation_id = any ($4)
order by e.seq_id
