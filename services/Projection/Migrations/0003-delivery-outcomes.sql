-- The few deliveries that were not simply applied, for the list narrowed to one outcome.
create index deliveries_by_outcome on deliveries (tenant_id, outcome, id) where outcome <> 'applied';
