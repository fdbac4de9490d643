select platform
from connections
where creator_id = $1 and id = $2
