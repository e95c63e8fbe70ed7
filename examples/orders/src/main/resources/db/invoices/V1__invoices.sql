-- An invoice is never deleted: one that should not have been is cancelled, and keeps its number.
CREATE TABLE invoice (
    number   bigint GENERATED ALWAYS AS IDENTITY (START WITH 4001) PRIMARY KEY,
    saga_id  uuid   NOT NULL UNIQUE,
    order_id text   NOT NULL,
    receipt  text   NOT NULL,                        -- of the payment that it bills
    cents    bigint NOT NULL CHECK (cents > 0),
    state    text   NOT NULL CHECK (state IN ('WRITTEN', 'CANCELLED'))
);
