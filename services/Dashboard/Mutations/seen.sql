-- What was recorded with a version may say a later time than our clock did.
select e.stream_id, e.version, greatest(e.timestamp, (e.data ->> 'OccurredAt')::timestamptz)
from unnest($2::text[], $3::bigint[]) as wanted (stream_id, version)
join mt_events e on e.tenant_id = $1 and e.stream_id = wanted.stream_id and e.version = wanted.version
