-- Who consumes the partitions now, so that replicas share them; which of them each could consume, and how often it said so.
create table projection_replicas (
  id varchar primary key,
  partitions int[] not null,
  heard bigint not null,
  alive_until timestamptz not null
);
