-- Moves while Projection writes anything.
select last_value from mt_events_sequence
