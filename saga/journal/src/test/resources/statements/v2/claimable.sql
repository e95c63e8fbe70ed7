SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined FROM (
    SELECT s.* FROM saga_node n JOIN saga s ON s.owner = n.node_id
    WHERE n.lease_until <= now() AND n.node_id <> $1 AND s.status IN ('RUNNING', 'COMPENSATING')
    UNION ALL
    SELECT s.* FROM saga s WHERE s.owner = $1 AND s.attention) orphaned
WHERE quarantined IS NULL AND definition || ' v' || version = ANY($2::text[])
ORDER BY saga_id
LIMIT $3
