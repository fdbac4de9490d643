-- Which claim of a feed it is: what a replica that lost it writes late changes nothing of another's.
alter table push_feeds add column claims bigint not null default 0;
