with bounds as (
  select to_char($2::date::timestamp at time zone $4 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as since,
    to_char(($3::date + 1)::timestamp at time zone $4 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as until
), lines as materialized (
  select o.id, l ->> 'Sku' as sku, (l ->> 'Quantity')::bigint - coalesce((l ->> 'Cancelled')::bigint, 0) as units, coalesce((l ->> 'Returned')::bigint, 0) as returned,
    (l -> 'UnitPrice' ->> 'AmountMinor')::bigint as price, l -> 'UnitPrice' ->> 'Currency' as currency
  from mt_doc_ordersummary o
  cross join lateral jsonb_array_elements(o.data -> 'Lines') l
  where o.tenant_id = $1
    and coalesce(o.data ->> 'PlacedAt', o.data ->> 'UpdatedAt') >= (select since from bounds)
    and coalesce(o.data ->> 'PlacedAt', o.data ->> 'UpdatedAt') < (select until from bounds)
    and o.data ->> 'Status' <> 'cancelled'
), top as (
  select sku, sum(units)::bigint as units, sum(returned)::bigint as returned, count(distinct id) as orders
  from lines
  group by sku
  order by sum(units) desc, sku
  limit $5
), revenue as (
  select sku, jsonb_agg(jsonb_build_object('AmountMinor', amount, 'Currency', currency) order by currency) as amounts
  from (select sku, currency, sum(units * price)::bigint as amount from lines where currency is not null group by sku, currency) c
  group by sku
)
select t.sku, s.data ->> 'Title', t.units, t.returned, t.orders, coalesce(r.amounts::text, '[]')
from top t
left join revenue r on r.sku = t.sku
left join mt_doc_stockitem s on s.tenant_id = $1 and s.id = t.sku
order by t.units desc, t.sku
