SELECT saga_id, request_id, definition, version, status, last_sequence, owner, quarantined
FROM saga WHERE saga_id = $1
