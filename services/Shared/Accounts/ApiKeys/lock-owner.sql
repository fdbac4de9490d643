select id
from creators
where id = $1
for update
