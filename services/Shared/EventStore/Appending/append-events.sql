-- Arrays are unnested in the select list: rows then stream into the table, where unnest in "from" would first copy them all.
insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, correlation_id, causation_id, headers)
select nextval('mt_events_sequence'), id, stream_id, version, data, type, $9, tenant_id, correlation_id, causation_id, headers
from (
  select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as stream_id, unnest($3::bigint[]) as version, unnest($4::uuid[]) as id,
    unnest($5::varchar[]) as type, unnest($6::jsonb[]) as data, unnest($7::jsonb[]) as headers,
    unnest($8::varchar[]) as correlation_id, unnest($10::varchar[]) as causation_id
) e
