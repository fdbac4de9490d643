-- When an archived delivery was last read again and what that came to; outcome and reason then say how it stands now.
alter table deliveries add column replayed_at timestamptz, add column replay_outcome text;
