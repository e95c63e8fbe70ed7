DROP TABLE IF EXISTS car_day, car_reservation, participant_ledger;
CREATE TABLE car_day (location text, car_class text, day date, capacity int, available int);
CREATE TABLE car_reservation (saga_id uuid, step text, location text, car_class text, pick_up date, drop_off date, status text);
CREATE TABLE participant_ledger (saga_id uuid, step text, state text, cancelled_at timestamptz);
INSERT INTO car_day VALUES ('OPO', 'COMPACT', '2030-05-17', 3, 2), ('OPO', 'COMPACT', '2030-05-18', 3, 2);
INSERT INTO car_reservation VALUES
    ('00000000-0000-7000-8000-000000000001', 'car', 'OPO', 'COMPACT', '2030-05-17', '2030-05-19', 'ACTIVE');
INSERT INTO participant_ledger VALUES
    ('00000000-0000-7000-8000-000000000001', 'car', 'RESERVED', NULL),
    ('00000000-0000-7000-8000-000000000002', 'car', 'CANCELLED', '2030-01-01 11:00:00Z');
