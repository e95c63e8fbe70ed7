CREATE TABLE known_address (
    address text PRIMARY KEY
);

CREATE TABLE parcel (
    tracking bigint GENERATED ALWAYS AS IDENTITY (START WITH 9001) PRIMARY KEY,
    saga_id  uuid NOT NULL UNIQUE,
    address  text NOT NULL,
    invoice  text NOT NULL,                          -- goes into the parcel
    receipt  text NOT NULL,                          -- shows that nothing is to be collected at the door
    state    text NOT NULL CHECK (state IN ('WAITING', 'UNDER_WAY', 'REFUSED', 'RECALLED'))
);

-- What the carrier has decided and its customers may not have heard yet: written in the transaction of the decision, and
-- removed when it was heard.
CREATE TABLE outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    saga_id uuid NOT NULL,
    step    text NOT NULL,
    FOREIGN KEY (saga_id, step) REFERENCES ledger
);
