-- One row per step of a saga that this participant has answered, written in the transaction of the answer.
-- There is no direction in the key: a reserve and its cancel meet in one row, whichever comes first.
CREATE TABLE participant_ledger (
    saga_id      uuid        NOT NULL,
    step         text        NOT NULL,
    state        text        NOT NULL CHECK (state IN ('RESERVED', 'REJECTED', 'CANCELLED')),
    fingerprint  bytea,                  -- SHA-256 of the request without its key; null when cancelled first
    answer       bytea,                  -- the first answer as protobuf bytes; null when cancelled first
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    cancelled_at timestamptz,
    PRIMARY KEY (saga_id, step)
);
