-- Streams whose last event is archived: the snapshot at their version is all there is of them. The stream's time is its last event's.
select s.id, s.version, n.data, s.timestamp
from mt_streams s
join stream_snapshots n on n.tenant_id = s.tenant_id and n.stream_id = s.id and n.version = s.version and n.schema_version = $3
where s.tenant_id = $1 and starts_with(s.id, $2) and (cardinality($4::varchar[]) = 0 or s.id = any ($4))
  and exists (select from event_archives a where a.tenant_id = s.tenant_id and a.restored_at is null)
  and not exists (select from mt_events e where e.tenant_id = s.tenant_id and e.stream_id = s.id and e.version = s.version)
order by s.id
