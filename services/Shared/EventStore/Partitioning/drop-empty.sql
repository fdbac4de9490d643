select drop_empty_event_partitions($1)
