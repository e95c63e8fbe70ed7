WITH chosen AS MATERIALIZED (
    SELECT s.saga_id FROM saga_node n JOIN saga s ON s.owner = n.node_id
    WHERE n.lease_until <= now() AND s.status IN ('RUNNING', 'COMPENSATING') AND s.quarantined IS NULL
      AND EXISTS (SELECT FROM saga_node alive WHERE alive.lease_until > now())
      AND NOT EXISTS (
          SELECT FROM saga_node alive
          WHERE alive.lease_until > now() AND s.definition || ' v' || s.version = ANY(alive.knows))
    ORDER BY s.saga_id
    LIMIT $1
    FOR UPDATE OF s SKIP LOCKED)
UPDATE saga s
SET quarantined = 'No live node knows ' || definition || ' v' || version || '.', unknown_version = true
FROM chosen WHERE s.saga_id = chosen.saga_id
RETURNING s.saga_id
