select id
from connections
where creator_id = $1
