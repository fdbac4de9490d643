-- One that was done before, or whose key belongs to another body, stays as it stood.
update deliveries
set replayed_at = $6, replay_outcome = r.replay_outcome,
  outcome = case when r.moved then r.replay_outcome else deliveries.outcome end,
  reason = case when r.moved then r.reason else deliveries.reason end
from (
  select unnest($1::varchar[]) as tenant_id, unnest($2::varchar[]) as id, unnest($3::text[]) as replay_outcome, unnest($4::text[]) as reason, unnest($5::boolean[]) as moved
) r
where deliveries.tenant_id = r.tenant_id and deliveries.id = r.id
