select name
from creators
where id = $1
