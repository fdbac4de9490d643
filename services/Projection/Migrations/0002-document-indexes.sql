-- What the API sorts and filters by.
create index mt_doc_ordersummary_by_placed on mt_doc_ordersummary
  (tenant_id, (coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt')) desc, id desc);
