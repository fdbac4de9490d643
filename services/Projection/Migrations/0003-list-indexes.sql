-- What narrows a list to a few of many. Stock items have no index beside their key on purpose: any index on what an
-- update changes would make every update of the busiest table a non-HOT one, and one creator's items sort in milliseconds.

-- The few deliveries that were not simply applied.
create index deliveries_by_outcome on deliveries (tenant_id, outcome, id) where outcome <> 'applied';

-- Orders on which something is still to be done.
create index mt_doc_ordersummary_open on mt_doc_ordersummary
  (tenant_id, (data ->> 'Status'), (coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt')) desc, id desc)
  where data ->> 'Status' in ('created', 'paid', 'partially_shipped');

-- The number that a person sees, without its sign.
create index mt_doc_ordersummary_by_number on mt_doc_ordersummary
  (tenant_id, (lower(ltrim(coalesce(data ->> 'Name', data ->> 'PlatformOrderId'), '#'))) collate "C");
