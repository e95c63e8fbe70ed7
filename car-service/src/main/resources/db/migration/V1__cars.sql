-- What is allotted to this service: capacity = available + active reservations, per place, class and day.
CREATE TABLE car_day (
    location  text           NOT NULL,
    car_class text           NOT NULL CHECK (car_class IN ('ECONOMY', 'COMPACT', 'ESTATE', 'VAN')),
    day       date           NOT NULL,
    capacity  int            NOT NULL,
    available int            NOT NULL CHECK (available BETWEEN 0 AND capacity),
    price     numeric(12, 2) NOT NULL CHECK (price >= 0),
    currency  text           NOT NULL,
    PRIMARY KEY (location, car_class, day)
);

CREATE TABLE car_reservation (
    confirmation_code text           PRIMARY KEY,
    saga_id           uuid           NOT NULL,
    step              text           NOT NULL,
    location          text           NOT NULL,
    car_class         text           NOT NULL,
    pick_up           date           NOT NULL,
    drop_off          date           NOT NULL,          -- not a day of the hire
    traveller_name    text           NOT NULL,
    price             numeric(12, 2) NOT NULL,          -- of the whole hire
    currency          text           NOT NULL,
    status            text           NOT NULL CHECK (status IN ('ACTIVE', 'CANCELLED')),
    created_at        timestamptz    NOT NULL DEFAULT now(),
    cancelled_at      timestamptz,
    UNIQUE (saga_id, step),
    CHECK (pick_up < drop_off)
);
CREATE INDEX car_reservation_by_day ON car_reservation (location, car_class, pick_up);
