UPDATE saga_node SET lease_until = now() WHERE node_id = $1
