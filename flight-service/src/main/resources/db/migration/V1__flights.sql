-- What is allotted to this service: capacity = available + the passengers of active reservations, per flight and day.
CREATE TABLE flight (
    flight_number  text           NOT NULL,
    departure_date date           NOT NULL,            -- local to the origin
    origin         text           NOT NULL,
    destination    text           NOT NULL,
    departure_time timestamptz    NOT NULL,
    capacity       int            NOT NULL,
    available      int            NOT NULL CHECK (available BETWEEN 0 AND capacity),
    price          numeric(12, 2) NOT NULL CHECK (price >= 0),   -- of one seat
    currency       text           NOT NULL,
    PRIMARY KEY (flight_number, departure_date)
);
CREATE INDEX flight_by_route ON flight (origin, destination, departure_date);
CREATE INDEX flight_by_destination ON flight (destination);

CREATE TABLE flight_reservation (
    confirmation_code text           PRIMARY KEY,
    saga_id           uuid           NOT NULL,
    step              text           NOT NULL,
    flight_number     text           NOT NULL,
    departure_date    date           NOT NULL,
    passengers        int            NOT NULL CHECK (passengers > 0),
    traveller_name    text           NOT NULL,
    price             numeric(12, 2) NOT NULL,          -- of all seats together
    currency          text           NOT NULL,
    status            text           NOT NULL CHECK (status IN ('ACTIVE', 'CANCELLED')),
    created_at        timestamptz    NOT NULL DEFAULT now(),
    cancelled_at      timestamptz,
    UNIQUE (saga_id, step)
);
CREATE INDEX flight_reservation_by_flight ON flight_reservation (flight_number, departure_date);
