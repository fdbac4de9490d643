select id, session_type, start_time, end_time, estimated_tokens, total_messages, models_used, project, description, efficiency, version, updated_at
from sessions
where started_ms >= $oldest and ($active = 0 or end_time is null)
order by started_ms desc, id desc
limit $limit
