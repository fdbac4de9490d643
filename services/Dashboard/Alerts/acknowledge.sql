insert into alert_acknowledgements (tenant_id, kind, subject, acknowledged_at)
values ($1, $2, $3, $4)
on conflict (tenant_id, kind, subject) do update set acknowledged_at = greatest(alert_acknowledgements.acknowledged_at, excluded.acknowledged_at)
returning acknowledged_at
