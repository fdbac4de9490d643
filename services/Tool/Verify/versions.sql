-- Versions are unique, so a stream is whole when it has every version from 1 to its own. One row for each event after a gap, for
-- the last event when the stream says another version, and for a stream without events.
select s.id, s.version, coalesce(e.previous, 0), coalesce(e.previous_seq, 0), coalesce(e.version, 0), coalesce(e.seq_id, 0), e.next is null
from mt_streams s
left join (
  select stream_id, version, seq_id, lag(version, 1, 0::bigint) over w as previous, lag(seq_id, 1, 0::bigint) over w as previous_seq, lead(version) over w as next
  from mt_events
  where tenant_id = $1
  window w as (partition by stream_id order by version)
) e on e.stream_id = s.id
where s.tenant_id = $1 and (e.version is null or e.version > e.previous + 1 or (e.next is null and e.version <> s.version))
order by s.id, e.version
