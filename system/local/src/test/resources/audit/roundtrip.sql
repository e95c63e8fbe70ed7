DROP TABLE IF EXISTS saga, saga_event, saga_request;
CREATE TABLE saga (saga_id uuid, status text, request_id text, last_sequence bigint, quarantined text);
CREATE TABLE saga_event (saga_id uuid, sequence bigint, kind text, steps text, step text, actor text, message text);
CREATE TABLE saga_request (request_id text, saga_id uuid, status text, ended_at timestamptz);
INSERT INTO saga VALUES
    ('00000000-0000-7000-8000-000000000001', 'COMPLETED', 'one', 3),
    ('00000000-0000-7000-8000-000000000002', 'COMPENSATED', 'two', 2);
INSERT INTO saga_event VALUES
    ('00000000-0000-7000-8000-000000000001', 1, 'SAGA_STARTED', ''),
    ('00000000-0000-7000-8000-000000000001', 2, 'STEP_STARTED', NULL),
    ('00000000-0000-7000-8000-000000000001', 3, 'SAGA_COMPLETED', NULL),
    ('00000000-0000-7000-8000-000000000002', 1, 'SAGA_STARTED', 'car'),
    ('00000000-0000-7000-8000-000000000002', 2, 'SAGA_COMPENSATED', NULL);
INSERT INTO saga_request VALUES
    ('one', '00000000-0000-7000-8000-000000000001'),
    ('two', '00000000-0000-7000-8000-000000000002');
