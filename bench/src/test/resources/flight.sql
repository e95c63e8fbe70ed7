-- The tables of the flight service, as far as the load goes.
CREATE TABLE flight (
    flight_number text, departure_date date, origin text, destination text, departure_time timestamptz,
    capacity int, available int, price numeric(12, 2), currency text, PRIMARY KEY (flight_number, departure_date));
CREATE TABLE flight_reservation (
    confirmation_code text PRIMARY KEY, saga_id uuid, step text, flight_number text, departure_date date, passengers int,
    traveller_name text, price numeric(12, 2), currency text, status text, cancelled_at timestamptz, UNIQUE (saga_id, step));
CREATE TABLE participant_ledger (
    saga_id uuid, step text, state text, fingerprint bytea, answer bytea, cancelled_at timestamptz, PRIMARY KEY (saga_id, step));
