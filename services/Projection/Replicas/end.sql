-- Its own, and those of whom nothing was heard for an hour.
delete from projection_replicas where id = $1 or alive_until < clock_timestamp() - interval '1 hour'
