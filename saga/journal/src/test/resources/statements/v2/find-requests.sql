SELECT request_id, saga_id, fingerprint FROM saga_request WHERE request_id = ANY($1::text[])
