-- When a parked event was last decided again: whoever asked for it sees that it was, though it failed as before.
alter table parked_events add column tried_at timestamptz;
