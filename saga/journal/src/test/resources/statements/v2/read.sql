SELECT s.saga_id, s.request_id, s.definition, s.version, s.status, s.last_sequence, s.owner, s.quarantined,
       e.sequence, e.append_id, e.at, e.kind, e.step, e.attempt, e.due_at, e.steps, e.fault, e.reason,
       e.message, e.actor, e.payload
FROM saga s JOIN saga_event e USING (saga_id)
WHERE s.saga_id = $1
ORDER BY e.sequence
