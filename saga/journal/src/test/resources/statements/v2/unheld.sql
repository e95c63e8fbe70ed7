SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined FROM saga s
WHERE owner = $1 AND status IN ('RUNNING', 'COMPENSATING') AND quarantined IS NULL
  AND NOT EXISTS (SELECT FROM unnest($2::uuid[]) AS held (saga_id) WHERE held.saga_id = s.saga_id)
ORDER BY saga_id
LIMIT $3
