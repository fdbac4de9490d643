select count(*) from partition_marks where name = $1
