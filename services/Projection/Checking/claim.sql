-- One replica checks at a time; another finds no row.
select checked_to, checked_at, seen_to, seen_at, (select case when is_called then last_value else 0 end from mt_events_sequence)
from log_checks
for update skip locked
