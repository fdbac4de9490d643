-- No "on conflict": of two writers that took up the same event, the second must fail as a whole.
insert into parked_outcomes (position, outcome, settled_at)
select unnest($1::bigint[]), unnest($2::text[]), $3
