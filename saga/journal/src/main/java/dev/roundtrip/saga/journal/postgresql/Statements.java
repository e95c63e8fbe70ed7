package dev.roundtrip.saga.journal.postgresql;

/**
 * The journal's SQL. Batches arrive as arrays, one per column, so a batch of any size is the same prepared statement. On the way of every
 * saga they are taken apart where the columns are listed: in a FROM clause PostgreSQL writes each of them into a store of its own first. A
 * saga that is written by itself, as when there is no other, has statements of its own, which need no arrays of sagas and no joins.
 */
final class Statements {
    /**
     * A request id is claimed first; only sagas whose claim went through are recorded. Claims are made in the order of
     * the request ids, so two batches that share some wait for each other in one direction only.
     */
    static final String START = """
            WITH input AS (
                SELECT unnest($1::uuid[]) AS saga_id, unnest($2::text[]) AS request_id,
                       unnest($3::bytea[]) AS fingerprint, unnest($4::text[]) AS definition,
                       unnest($5::int[]) AS version, unnest($6::text[]) AS status,
                       unnest($7::bigint[]) AS last_sequence, unnest($8::uuid[]) AS owner,
                       unnest($9::timestamptz[]) AS created_at, unnest($10::timestamptz[]) AS ended_at),
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
            """ + EventColumns.recordedOf("claimed") + """
            )
            SELECT saga_id FROM claimed
            """;

    /**
     * The same for one saga, which is a sixth less for PostgreSQL to do than a batch of one. It says how many events it recorded; none,
     * and the request id is taken.
     */
    static final String START_ONE = """
            WITH claimed AS (
                INSERT INTO saga_request (request_id, saga_id, fingerprint)
                VALUES ($2, $1, $3)
                ON CONFLICT (request_id) DO NOTHING
                RETURNING saga_id),
            started AS (
                INSERT INTO saga (saga_id, request_id, definition, version, status, last_sequence, owner,
                                  created_at, ended_at)
                SELECT saga_id, $2, $4, $5, $6, $7, $8, $9, $10 FROM claimed)
            """ + EventColumns.recordedOfOne("claimed");

    /**
     * The compare-and-set. The comparison is made on the locked row: who waited for it compares again, with what it has become. Only
     * sagas that moved get their events, so a batch that lands in part leaves neither a gap nor a fork. Rows are taken in the order
     * of their ids, as far as the plan goes by the input's order; two batches that share sagas are those of an owner and of who
     * adopts from it, and should they wait for each other, one of them fails and is repeated.
     */
    static final String APPEND = """
            WITH moved AS (
                UPDATE saga s
                SET status = i.status, last_sequence = i.last_sequence, owner = coalesce(i.new_owner, s.owner),
                    attention = i.attention, stuck = i.stuck, paused = i.paused, ended_at = i.ended_at
                FROM (
                    SELECT unnest($1::uuid[]) AS saga_id, unnest($2::bigint[]) AS expected_sequence,
                           unnest($3::uuid[]) AS expected_owner, unnest($4::uuid[]) AS new_owner,
                           unnest($5::text[]) AS status, unnest($6::bigint[]) AS last_sequence,
                           unnest($7::boolean[]) AS attention, unnest($8::boolean[]) AS stuck,
                           unnest($9::boolean[]) AS paused, unnest($10::timestamptz[]) AS ended_at
                    ORDER BY saga_id) i
                WHERE s.saga_id = i.saga_id
                  AND s.last_sequence = i.expected_sequence
                  AND (i.expected_owner IS NULL OR s.owner = i.expected_owner)
                  AND s.quarantined IS NULL
                RETURNING s.saga_id),
            recorded AS (
            """ + EventColumns.recordedOf("moved") + """
            )
            SELECT saga_id FROM moved
            """;

    /** The same for one saga. It says how many events it recorded; none, and the saga has not moved. */
    static final String APPEND_ONE = """
            WITH moved AS (
                UPDATE saga
                SET status = $5, last_sequence = $6, owner = coalesce($4, owner), attention = $7, stuck = $8,
                    paused = $9, ended_at = $10
                WHERE saga_id = $1
                  AND last_sequence = $2
                  AND ($3::uuid IS NULL OR owner = $3)
                  AND quarantined IS NULL
                RETURNING saga_id)
            """ + EventColumns.recordedOfOne("moved");

    static final String READ = """
            SELECT s.saga_id, s.request_id, s.definition, s.version, s.status, s.last_sequence, s.owner, s.quarantined,
                   e.sequence, e.append_id, e.at, e.kind, e.step, e.attempt, e.due_at, e.steps, e.fault, e.reason,
                   e.message, e.actor, e.payload
            FROM saga s JOIN saga_event e USING (saga_id)
            WHERE s.saga_id = ANY($1::uuid[])
            ORDER BY s.saga_id, e.sequence
            """;

    static final String ROWS = """
            SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined
            FROM saga WHERE saga_id = ANY($1::uuid[])
            """;

    static final String FIND_REQUESTS = """
            SELECT request_id, saga_id, fingerprint, status, ended_at FROM saga_request
            WHERE request_id = ANY($1::text[])
            """;

    static final String CLAIMABLE = """
            SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined FROM (
                SELECT orphan.* FROM saga_node n CROSS JOIN LATERAL (
                    SELECT s.* FROM saga s
                    WHERE s.owner = n.node_id AND s.status IN ('RUNNING', 'COMPENSATING')
                      AND s.quarantined IS NULL AND s.definition || ' v' || s.version = ANY($2::text[])
                    ORDER BY s.saga_id
                    LIMIT $3) orphan
                WHERE n.lease_until <= now() AND n.node_id <> $1
                UNION ALL
                SELECT s.* FROM saga s
                WHERE s.owner = $1 AND s.attention
                  AND s.quarantined IS NULL AND s.definition || ' v' || s.version = ANY($2::text[])) found
            ORDER BY saga_id
            LIMIT $3
            """;

    static final String UNHELD = """
            SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined FROM saga s
            WHERE owner = $1 AND status IN ('RUNNING', 'COMPENSATING') AND quarantined IS NULL
              AND NOT EXISTS (SELECT FROM unnest($2::uuid[]) AS held (saga_id) WHERE held.saga_id = s.saga_id)
            ORDER BY saga_id
            LIMIT $3
            """;

    /**
     * Whoever is quarantined may be released, which is an event; so never a saga that has ended, after which none comes.
     * Whatever it was quarantined for before: from here on only a person ends it.
     */
    static final String QUARANTINE = """
            UPDATE saga SET quarantined = $3, unknown_version = false
            WHERE saga_id = $1 AND last_sequence = $2 AND status IN ('RUNNING', 'COMPENSATING')
            """;

    /**
     * Takes nothing from anyone: the owners are gone, and whoever comes back finds the flag in its way. When every lease has
     * run out, it was the database that was away, and nothing is known of anyone. The choice is a WITH, which is made once:
     * as a subquery of the UPDATE it may be made for each row, and then its limit is none. It is made node by node, by a LATERAL with a
     * limit of its own, so as many of each node may be locked for a moment as are set aside of all: as a join it may go through all that is unfinished, and what was a moment ago, to find that everyone is alive.
     */
    static final String QUARANTINE_UNKNOWN_VERSIONS = """
            WITH chosen AS MATERIALIZED (
                SELECT orphan.saga_id FROM saga_node n CROSS JOIN LATERAL (
                    SELECT s.saga_id FROM saga s
                    WHERE s.owner = n.node_id AND s.status IN ('RUNNING', 'COMPENSATING') AND s.quarantined IS NULL
                      AND NOT EXISTS (
                          SELECT FROM saga_node alive
                          WHERE alive.lease_until > now() AND s.definition || ' v' || s.version = ANY(alive.knows))
                    ORDER BY s.saga_id
                    LIMIT $1
                    FOR UPDATE OF s SKIP LOCKED) orphan
                WHERE n.lease_until <= now()
                  AND EXISTS (SELECT FROM saga_node alive WHERE alive.lease_until > now())
                ORDER BY orphan.saga_id
                LIMIT $1)
            UPDATE saga s
            SET quarantined = 'No live node knows ' || definition || ' v' || version || '.', unknown_version = true
            FROM chosen WHERE s.saga_id = chosen.saga_id
            RETURNING s.saga_id
            """;

    /** Recorded, as every release: a write of the old owner's that was late all that time must find that the saga has moved. */
    static final String RELEASE_KNOWN_VERSIONS = """
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
            """;

    static final String RELEASE_FROM_QUARANTINE = """
            WITH released AS (
                UPDATE saga
                SET quarantined = NULL, unknown_version = false, attention = true, last_sequence = last_sequence + 1
                WHERE saga_id = $1 AND last_sequence = $2 AND quarantined IS NOT NULL
                  AND status IN ('RUNNING', 'COMPENSATING')
                RETURNING saga_id, last_sequence)
            INSERT INTO saga_event (saga_id, sequence, append_id, at, kind, actor, message)
            SELECT saga_id, last_sequence, $3, $4, $5, $6, $7 FROM released
            RETURNING saga_id
            """;

    static final String RENEW = """
            INSERT INTO saga_node (node_id, name, knows, lease_until)
            VALUES ($1, $2, $3::text[], now() + $4::bigint * interval '1 millisecond')
            ON CONFLICT (node_id) DO UPDATE SET lease_until = excluded.lease_until
            """;

    static final String RELEASE = "UPDATE saga_node SET lease_until = now() WHERE node_id = $1";

    /** Every process leaves a row; a day after its end, and with nothing left to take over from it, it has served. */
    static final String FORGET_NODES = """
            DELETE FROM saga_node n
            WHERE n.lease_until < now() - interval '1 day'
              AND NOT EXISTS (SELECT FROM saga s WHERE s.owner = n.node_id AND s.status IN ('RUNNING', 'COMPENSATING'))
            """;

    /**
     * All or nothing per saga: its row, its events and the note at its request id go in one commit, so nobody ever finds a request
     * id whose saga is gone without a word. It waits for nobody (a saga that has ended is written by deletions alone, and those that
     * another deletion has locked are passed over), so it can't be part of a deadlock. The choice is a WITH, which is made once. It
     * arrives as arrays, for which the planner reads by key whatever it believes of how much is due: as a join it may read all there is.
     */
    static final String DELETE_ENDED = """
            WITH due AS MATERIALIZED (
                SELECT saga_id, request_id, status, ended_at FROM saga
                WHERE status IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR') AND quarantined IS NULL
                  AND ended_at >= $2 AND ended_at < now() - $1::bigint * interval '1 millisecond'
                ORDER BY ended_at
                LIMIT $3
                FOR UPDATE SKIP LOCKED),
            noted AS (
                UPDATE saga_request r SET status = due.status, ended_at = due.ended_at
                FROM due
                WHERE r.request_id = ANY(ARRAY(SELECT request_id FROM due))
                  AND r.request_id = due.request_id AND r.saga_id = due.saga_id),
            forgotten AS (
                DELETE FROM saga_event WHERE saga_id = ANY(ARRAY(SELECT saga_id FROM due))),
            deleted AS (
                DELETE FROM saga WHERE saga_id = ANY(ARRAY(SELECT saga_id FROM due))
                RETURNING ended_at)
            SELECT count(*)::int AS count, max(ended_at) AS last FROM deleted
            """;

    /** It is the deletion of the saga that notes when it ended: a request id without that is one whose saga is there. */
    static final String DELETE_REQUESTS = """
            WITH due AS MATERIALIZED (
                SELECT request_id FROM saga_request
                WHERE ended_at IS NOT NULL
                  AND ended_at >= $2 AND ended_at < now() - $1::bigint * interval '1 millisecond'
                ORDER BY ended_at
                LIMIT $3
                FOR UPDATE SKIP LOCKED),
            deleted AS (
                DELETE FROM saga_request WHERE request_id = ANY(ARRAY(SELECT request_id FROM due))
                RETURNING ended_at)
            SELECT count(*)::int AS count, max(ended_at) AS last FROM deleted
            """;

    static final String DURABILITY_GAPS = """
            SELECT name FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off'
            ORDER BY name
            """;

    private Statements() {}
}
