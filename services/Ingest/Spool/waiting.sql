-- What was accepted while the broker was away: counted up to where it no longer matters, the oldest from the head of each partition.
select 'spool', (select count(*) from (select from ingest_spool limit 100000) s), (
  select min(o.accepted_at)
  from generate_series(0, 255) as partition (number)
  cross join lateral (select accepted_at from ingest_spool where ingest_spool.partition = partition.number order by position limit 1) o
), true
