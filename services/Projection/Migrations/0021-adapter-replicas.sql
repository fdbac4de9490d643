-- Who tells the channels now: a claim of one that is gone is free at once, not only when it ends.
create table adapter_replicas (
  id varchar primary key,
  alive_until timestamptz not null
);
alter table pushes add column claimed_by varchar;
create view live_replicas as
select id from adapter_replicas where alive_until > clock_timestamp();
