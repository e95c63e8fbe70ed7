WITH chosen AS MATERIALIZED (
    SELECT saga_id FROM saga
    WHERE unknown_version AND definition || ' v' || version = ANY($1::text[])
    ORDER BY saga_id
    LIMIT $2
    FOR UPDATE SKIP LOCKED),
released AS (
    UPDATE saga s
    SET quarantined = NULL, unknown_version = false, attention = true, last_sequence = s.last_sequence + 1
    FROM chosen WHERE s.saga_id = chosen.saga_id
    RETURNING s.saga_id, s.last_sequence)
INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, actor, message)
SELECT saga_id, last_sequence, $3, $4, $5, $6, $7 FROM released
RETURNING saga_id
