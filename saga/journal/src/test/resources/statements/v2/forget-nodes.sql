DELETE FROM saga_node n
WHERE n.lease_until < now() - interval '1 day'
  AND NOT EXISTS (SELECT FROM saga s WHERE s.owner = n.node_id AND s.status IN ('RUNNING', 'COMPENSATING'))
