insert into sessions (id, session_type, started_ms, start_time, end_time, estimated_tokens, total_messages, models_used, project, description, efficiency, version, updated_at)
values ($id, $session_type, $started_ms, $start_time, $end_time, $estimated_tokens, $total_messages, $models_used, $project, $description, $efficiency, $version, $updated_at)
on conflict (id) do update
set end_time = excluded.end_time, estimated_tokens = excluded.estimated_tokens, total_messages = excluded.total_messages, models_used = excluded.models_used,
  project = excluded.project, description = excluded.description, efficiency = excluded.efficiency, version = excluded.version, updated_at = excluded.updated_at
