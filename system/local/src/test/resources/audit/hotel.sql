DROP TABLE IF EXISTS room_night, hotel_reservation, participant_ledger;
CREATE TABLE room_night (hotel_id text, night date, capacity int, available int);
CREATE TABLE hotel_reservation (saga_id uuid, step text, hotel_id text, check_in date, check_out date, rooms int, status text);
CREATE TABLE participant_ledger (saga_id uuid, step text, state text, cancelled_at timestamptz);
INSERT INTO room_night VALUES
    ('porto-ribeira', '2030-05-17', 5, 4), ('porto-ribeira', '2030-05-18', 5, 4), ('porto-ribeira', '2030-05-19', 5, 5);
INSERT INTO hotel_reservation VALUES
    ('00000000-0000-7000-8000-000000000001', 'hotel', 'porto-ribeira', '2030-05-17', '2030-05-19', 1, 'ACTIVE');
INSERT INTO participant_ledger VALUES
    ('00000000-0000-7000-8000-000000000001', 'hotel', 'RESERVED', NULL),
    ('00000000-0000-7000-8000-000000000002', 'hotel', 'REJECTED', NULL);
