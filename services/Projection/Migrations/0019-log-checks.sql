-- How far the log was checked, and what was found: counted from what is stored, kept over restarts. One row.
create table log_checks (
  id int primary key default 1 check (id = 1),
  -- Events up to this number are checked; none with a higher one was written before checked_at.
  checked_to bigint not null,
  checked_at timestamptz not null,
  -- The highest number given out when that was last looked at: those up to it are next, once every transaction of that time is over.
  seen_to bigint not null,
  seen_at timestamptz not null,
  checked bigint not null default 0,
  lost bigint not null default 0,
  duplicated bigint not null default 0,
  disordered bigint not null default 0
);
-- What was written before this version is for the tool to verify.
insert into log_checks (checked_to, checked_at, seen_to, seen_at)
select head, now(), head, now()
from (select case when is_called then last_value else 0 end as head from mt_events_sequence) s;
