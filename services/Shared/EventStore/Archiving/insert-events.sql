insert into mt_events
select e.*
from jsonb_populate_recordset(null::mt_events, $1::jsonb) e
