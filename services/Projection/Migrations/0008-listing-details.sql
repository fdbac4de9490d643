-- What a person is shown of each listing, by its first id; "listings" finds the SKU by each of its ids.
create table listing_details (
  tenant_id varchar not null,
  connection_id varchar not null,
  listing_id varchar not null,
  platform varchar not null,
  sku varchar not null,
  is_linked boolean not null,
  aliases jsonb not null default '[]',
  seller_sku varchar,
  barcode varchar,
  title varchar,
  seen_at timestamptz,
  primary key (tenant_id, connection_id, listing_id)
);
create index listing_details_unlinked on listing_details (tenant_id, connection_id, listing_id) where not is_linked;

insert into listing_details (tenant_id, connection_id, listing_id, platform, sku, is_linked, title)
select distinct on (d.tenant_id, c ->> 'ConnectionId', c ->> 'ListingId') d.tenant_id, c ->> 'ConnectionId', c ->> 'ListingId', c ->> 'Platform', d.id, not coalesce((d.data ->> 'Unlinked')::boolean, false), d.data ->> 'Title'
from mt_doc_stockitem d
cross join jsonb_array_elements(d.data -> 'Channels') as c
-- A listing stands under one SKU; should documents disagree, the one written last says which.
order by d.tenant_id, c ->> 'ConnectionId', c ->> 'ListingId', d.mt_last_modified desc;
