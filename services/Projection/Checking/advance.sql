update log_checks
set checked_to = $1, checked_at = $2, seen_to = $3, seen_at = $4,
  checked = checked + $5, lost = lost + $6, duplicated = duplicated + $7, disordered = disordered + $8
