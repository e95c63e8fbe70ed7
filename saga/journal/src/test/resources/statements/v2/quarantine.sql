UPDATE saga SET quarantined = $3, unknown_version = false
WHERE saga_id = $1 AND last_sequence = $2 AND status IN ('RUNNING', 'COMPENSATING')
