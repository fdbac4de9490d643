-- A link shows what is available, or work sessions.
alter table share_links add column sessions boolean not null default false;
