select id, name from connections where creator_id = $1 order by id
