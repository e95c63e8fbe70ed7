-- What is allotted to this service: capacity = available + the rooms of active reservations, per hotel and night.
CREATE TABLE hotel (
    hotel_id text PRIMARY KEY,
    name     text NOT NULL,
    city     text NOT NULL
);
CREATE INDEX hotel_by_city ON hotel (lower(city));

CREATE TABLE room_night (
    hotel_id  text           NOT NULL REFERENCES hotel,
    night     date           NOT NULL,
    capacity  int            NOT NULL,
    available int            NOT NULL CHECK (available BETWEEN 0 AND capacity),
    price     numeric(12, 2) NOT NULL CHECK (price >= 0),   -- of one room
    currency  text           NOT NULL,
    PRIMARY KEY (hotel_id, night)
);

CREATE TABLE hotel_reservation (
    confirmation_code text           PRIMARY KEY,
    saga_id           uuid           NOT NULL,
    step              text           NOT NULL,
    hotel_id          text           NOT NULL,
    check_in          date           NOT NULL,
    check_out         date           NOT NULL,          -- not a night of the stay
    rooms             int            NOT NULL CHECK (rooms > 0),
    traveller_name    text           NOT NULL,
    price             numeric(12, 2) NOT NULL,          -- of all rooms and nights together
    currency          text           NOT NULL,
    status            text           NOT NULL CHECK (status IN ('ACTIVE', 'CANCELLED')),
    created_at        timestamptz    NOT NULL DEFAULT now(),
    cancelled_at      timestamptz,
    UNIQUE (saga_id, step),
    CHECK (check_in < check_out)
);
CREATE INDEX hotel_reservation_by_hotel ON hotel_reservation (hotel_id, check_in);
