with changed as (
  select *
  from unnest($2::bool[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::timestamptz[], $10::bigint[], $11::text[])
    as c (opened, webhook_id, id, type, kind, subject, rank, since, amount, body)
), opened as (
  insert into told_alerts (creator_id, webhook_id, kind, subject, rank, since, amount)
  select $1, webhook_id, kind, subject, rank, since, amount
  from changed
  where opened
), ended as (
  delete from told_alerts t
  using changed c
  where not c.opened and t.creator_id = $1 and t.webhook_id = c.webhook_id and t.kind = c.kind and t.subject = c.subject
)
insert into alert_deliveries (creator_id, webhook_id, id, type, kind, subject, body)
select $1, webhook_id, id, type, kind, subject, body
from changed
