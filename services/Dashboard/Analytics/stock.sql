-- How long what is there lasts at the rate of the last days, the soonest gone first. A price is the last that somebody paid.
with lines as materialized (
  select l ->> 'Sku' as sku, coalesce(o.data ->> 'PlacedAt', o.data ->> 'UpdatedAt') as placed,
    (l ->> 'Quantity')::bigint - coalesce((l ->> 'Cancelled')::bigint, 0) as units,
    (l -> 'UnitPrice' ->> 'AmountMinor')::bigint as price, l -> 'UnitPrice' ->> 'Currency' as currency
  from mt_doc_ordersummary o
  cross join lateral jsonb_array_elements(o.data -> 'Lines') l
  where o.tenant_id = $1
    and coalesce(o.data ->> 'PlacedAt', o.data ->> 'UpdatedAt') >= to_char(($2::timestamptz - make_interval(days => $3)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
    and o.data ->> 'Status' <> 'cancelled'
), sold as (
  select sku, sum(units)::bigint as units from lines group by sku
), prices as (
  select distinct on (sku) sku, price, currency from lines where currency is not null order by sku, placed desc
), items as materialized (
  select i.id, i.data ->> 'Title' as title, (i.data ->> 'OnHand')::bigint as on_hand, (i.data ->> 'Available')::bigint as available, coalesce(s.units, 0) as sold,
    p.currency, p.price, jsonb_typeof(i.data -> 'Components') = 'array' as is_bundle
  from mt_doc_stockitem i
  left join sold s on s.sku = i.id
  left join prices p on p.sku = i.id
  where i.tenant_id = $1 and i.data ->> 'MovedTo' is null
), worth as (
  -- A bundle is worth what its components are, which are counted themselves.
  select coalesce(jsonb_agg(jsonb_build_object('AmountMinor', amount, 'Currency', currency) order by currency), '[]')::text as amounts
  from (select currency, sum(greatest(on_hand, 0) * price)::bigint as amount from items where currency is not null and is_bundle is not true group by currency) c
)
select id, title, on_hand, available, sold,
  round(sold::numeric / $3, 3), case when sold > 0 then round(greatest(available, 0) * $3::numeric / sold, 1) end,
  currency, price, (select amounts from worth), (select count(*) from items), (select count(*) from items where currency is null)
from items
order by case when sold > 0 then greatest(available, 0) * $3::numeric / sold end nulls last, id
limit $4
