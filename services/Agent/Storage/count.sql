select
  (select count(*) from sessions where version > sent_version and version > refused_version),
  (select count(*) from sessions where version > sent_version and version <= refused_version),
  (select count(*) from sessions where end_time is null),
  (select value from facts where name = 'last_sync')
