WITH input AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[], $5::int[], $6::text[],
                         $7::bigint[], $8::uuid[], $9::timestamptz[], $10::timestamptz[])
    AS i(saga_id, request_id, fingerprint, definition, version, status,
         last_sequence, owner, created_at, ended_at)),
claimed AS (
    INSERT INTO saga_request (request_id, saga_id, fingerprint)
    SELECT request_id, saga_id, fingerprint FROM input ORDER BY request_id
    ON CONFLICT (request_id) DO NOTHING
    RETURNING saga_id),
started AS (
    INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,
                      created_at, ended_at)
    SELECT saga_id, request_id, definition, version, status, last_sequence, owner, created_at, ended_at
    FROM input JOIN claimed USING (saga_id)),
recorded AS (
    INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault,
                            reason, message, actor, payload)
    SELECT e.* FROM unnest($11::uuid[], $12::bigint[], $13::uuid[], $14::timestamptz[], $15::text[],
                           $16::text[], $17::int[], $18::timestamptz[], $19::text[], $20::text[],
                           $21::text[], $22::text[], $23::text[], $24::bytea[])
    AS e(saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault, reason, message,
         actor, payload)
    JOIN claimed USING (saga_id))
SELECT saga_id FROM claimed
