-- What made a change, for the readers that say when they showed it. Only of traces that are kept.
alter table change_feed add column trace_parent varchar;
