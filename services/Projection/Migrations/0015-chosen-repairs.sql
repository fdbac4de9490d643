-- The listings that a run repairs; null for all of them.
alter table sync_runs add column chosen text[];
