WITH input AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[],
                         $7::boolean[], $8::boolean[], $9::boolean[], $10::timestamptz[])
    AS i(saga_id, expected_sequence, expected_owner, new_owner, status, last_sequence,
         attention, stuck, paused, ended_at)),
unmoved AS (
    SELECT s.saga_id FROM saga s JOIN input i USING (saga_id)
    WHERE s.last_sequence = i.expected_sequence
      AND (i.expected_owner IS NULL OR s.owner = i.expected_owner)
      AND s.quarantined IS NULL
    ORDER BY s.saga_id
    FOR UPDATE OF s),
moved AS (
    UPDATE saga s
    SET status = i.status, last_sequence = i.last_sequence, owner = coalesce(i.new_owner, s.owner),
        attention = i.attention, stuck = i.stuck, paused = i.paused, ended_at = i.ended_at
    FROM input i JOIN unmoved USING (saga_id)
    WHERE s.saga_id = i.saga_id
    RETURNING s.saga_id),
recorded AS (
    INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault,
                            reason, message, actor, payload)
    SELECT e.* FROM unnest($11::uuid[], $12::bigint[], $13::uuid[], $14::timestamptz[], $15::text[],
                           $16::text[], $17::int[], $18::timestamptz[], $19::text[], $20::text[],
                           $21::text[], $22::text[], $23::text[], $24::bytea[])
    AS e(saga_id, sequence, append_id, at, kind, step, attempt, due_at, steps, fault, reason, message,
         actor, payload)
    JOIN moved USING (saga_id))
SELECT saga_id FROM moved
