delete from sessions where end_time is not null and version <= sent_version and started_ms < $oldest
