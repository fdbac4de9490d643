-- What waits in the database, and for how long the first of it has.
select 'outbox', count(*), min(created_at) from outbox
union all
select 'parked', count(*), min(parked_at) from parked_events where status in ('parked', 'waiting')
union all
select 'pushes', count(*), min(wanted_at) from pushes where status = 'waiting'
