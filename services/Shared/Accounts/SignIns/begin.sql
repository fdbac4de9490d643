-- What is over goes, a little at a time; and so do a key's oldest beyond the most that it may have.
with over as (
  delete from sign_ins
  where id in (select id from sign_ins where expires_at <= $3 limit 100)
    or id in (select id from sign_ins where key_id = $2 order by turned_at desc offset $5 - 1)
)
insert into sign_ins (id, key_id, generation, turned_at, expires_at)
values ($1, $2, 1, $3, $4)
