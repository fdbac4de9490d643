select id, session_type, start_time, end_time, estimated_tokens, total_messages, models_used, project, description, efficiency, version, updated_at
from sessions
where version > sent_version and version > refused_version
order by version
limit $limit
