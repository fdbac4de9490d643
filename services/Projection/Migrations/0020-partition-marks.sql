-- The last mark that each partition has come to: everything before it is committed.
create table partition_marks (
  partition int primary key,
  name text not null,
  reached_at timestamptz not null
);
