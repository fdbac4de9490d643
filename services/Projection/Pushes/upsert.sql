-- The newest quantity takes the place of an older one, whatever became of that; one under way keeps its claim.
insert into pushes (tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, expected, critical, status, wanted_at, due_at, trace_parent)
select tenant_id, connection_id, listing_id, channel_location, sku, run_id, quantity, expected, critical, 'waiting', $11, $11, trace_parent
from (
  select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as connection_id, unnest($3::varchar[]) as listing_id, unnest($4::varchar[]) as channel_location,
    unnest($5::varchar[]) as sku, unnest($6::varchar[]) as run_id, unnest($7::bigint[]) as quantity, unnest($8::bigint[]) as expected,
    unnest($9::boolean[]) as critical, unnest($10::varchar[]) as trace_parent
) p
on conflict (tenant_id, connection_id, listing_id, channel_location) do update
set sku = excluded.sku, run_id = excluded.run_id, quantity = excluded.quantity, expected = excluded.expected, critical = excluded.critical,
  status = 'waiting', attempts = 0, wanted_at = excluded.wanted_at, due_at = excluded.due_at, answered_at = null, failure = null, trace_parent = excluded.trace_parent
