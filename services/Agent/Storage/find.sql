select id, session_type, start_time, end_time, estimated_tokens, total_messages, models_used, project, description, efficiency, version, updated_at
from sessions
where id = $id
