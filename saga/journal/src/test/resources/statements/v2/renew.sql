INSERT INTO saga_node (node_id, name, knows, lease_until)
VALUES ($1, $2, $3::text[], now() + $4::bigint * interval '1 millisecond')
ON CONFLICT (node_id) DO UPDATE SET lease_until = excluded.lease_until
