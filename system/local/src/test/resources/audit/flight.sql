DROP TABLE IF EXISTS flight, flight_reservation, participant_ledger;
CREATE TABLE flight (flight_number text, departure_date date, capacity int, available int);
CREATE TABLE flight_reservation (saga_id uuid, step text, flight_number text, departure_date date, passengers int, status text);
CREATE TABLE participant_ledger (saga_id uuid, step text, state text, cancelled_at timestamptz);
INSERT INTO flight VALUES ('RT101', '2030-05-17', 10, 8);
INSERT INTO flight_reservation VALUES
    ('00000000-0000-7000-8000-000000000001', 'flight', 'RT101', '2030-05-17', 2, 'ACTIVE'),
    ('00000000-0000-7000-8000-000000000002', 'flight', 'RT101', '2030-05-17', 1, 'CANCELLED');
INSERT INTO participant_ledger VALUES
    ('00000000-0000-7000-8000-000000000001', 'flight', 'RESERVED', NULL),
    ('00000000-0000-7000-8000-000000000002', 'flight', 'CANCELLED', '2030-01-01 12:00:00Z');
