CREATE TABLE orders (
    order_id text   PRIMARY KEY,
    saga_id  uuid   NOT NULL UNIQUE,
    customer text   NOT NULL,
    article  text   NOT NULL,
    quantity int    NOT NULL CHECK (quantity > 0),
    cents    bigint NOT NULL CHECK (cents > 0),
    state    text   NOT NULL CHECK (state IN ('OPEN', 'UNDER_WAY', 'CALLED_OFF')),
    letter   text                                    -- what the customer was told
);
