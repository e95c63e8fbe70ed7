WITH released AS (
    UPDATE saga
    SET quarantined = NULL, unknown_version = false, attention = true, last_sequence = last_sequence + 1
    WHERE saga_id = $1 AND last_sequence = $2 AND quarantined IS NOT NULL
      AND status IN ('RUNNING', 'COMPENSATING')
    RETURNING saga_id, last_sequence)
INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, actor, message)
SELECT saga_id, last_sequence, $3, $4, $5, $6, $7 FROM released
RETURNING saga_id
