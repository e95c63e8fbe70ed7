CREATE TABLE account (
    customer text   PRIMARY KEY,
    opening  bigint NOT NULL,                        -- what there was before any charge: for the audit
    cents    bigint NOT NULL CHECK (cents >= 0)
);

CREATE TABLE charge (
    receipt  bigint GENERATED ALWAYS AS IDENTITY (START WITH 7001) PRIMARY KEY,
    saga_id  uuid   NOT NULL UNIQUE,
    customer text   NOT NULL REFERENCES account,
    cents    bigint NOT NULL CHECK (cents > 0),
    state    text   NOT NULL CHECK (state IN ('CHARGED', 'REFUNDED'))
);
