-- By the day of the person's own clock and channel. What was cancelled is counted apart and sells nothing.
with bounds as (
  select to_char($2::date::timestamp at time zone $4 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as since,
    to_char(($3::date + 1)::timestamp at time zone $4 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as until
), placed as materialized (
  select (coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt')::timestamptz at time zone $4)::date as day, data ->> 'ConnectionId' as connection_id, data ->> 'Platform' as platform,
    data ->> 'Status' = 'cancelled' as cancelled, coalesce(data -> 'Oversold' = 'true', false) as oversold, data -> 'Lines' as lines, data -> 'Refunded' as refunded
  from mt_doc_ordersummary
  where tenant_id = $1
    and coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') >= (select since from bounds)
    and coalesce(data ->> 'PlacedAt', data ->> 'UpdatedAt') < (select until from bounds)
), lines as materialized (
  select p.day, p.connection_id, (l ->> 'Quantity')::bigint - coalesce((l ->> 'Cancelled')::bigint, 0) as units,
    (l -> 'UnitPrice' ->> 'AmountMinor')::bigint as price, l -> 'UnitPrice' ->> 'Currency' as currency
  from placed p
  cross join lateral jsonb_array_elements(p.lines) l
  where not p.cancelled
), revenue as (
  select day, connection_id, jsonb_agg(jsonb_build_object('AmountMinor', amount, 'Currency', currency) order by currency) as amounts
  from (select day, connection_id, currency, sum(units * price)::bigint as amount from lines where currency is not null group by day, connection_id, currency) c
  group by day, connection_id
), refunds as (
  select day, connection_id, jsonb_agg(jsonb_build_object('AmountMinor', amount, 'Currency', currency) order by currency) as amounts
  from (
    select day, connection_id, refunded ->> 'Currency' as currency, sum((refunded ->> 'AmountMinor')::bigint)::bigint as amount
    from placed
    where jsonb_typeof(refunded) = 'object'
    group by day, connection_id, refunded ->> 'Currency'
  ) c
  group by day, connection_id
), sold as (
  select day, connection_id, sum(units)::bigint as units from lines group by day, connection_id
)
select p.day, p.connection_id, min(p.platform), count(*), count(*) filter (where p.cancelled), count(*) filter (where p.oversold),
  coalesce(min(s.units), 0), coalesce(min(r.amounts::text), '[]'), coalesce(min(f.amounts::text), '[]')
from placed p
left join sold s on s.day = p.day and s.connection_id = p.connection_id
left join revenue r on r.day = p.day and r.connection_id = p.connection_id
left join refunds f on f.day = p.day and f.connection_id = p.connection_id
group by p.day, p.connection_id
order by p.day, p.connection_id
