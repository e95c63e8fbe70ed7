-- One row per step that was answered here, written in the transaction of the answer. There is no direction in the key: an
-- action and its undoing meet in one row, whichever comes first.
CREATE TABLE ledger (
    saga_id      uuid NOT NULL,
    step         text NOT NULL,
    state        text NOT NULL CHECK (state IN ('DONE', 'REFUSED', 'ACCEPTED', 'CANCELLED')),
    answer       bytea,                              -- what was done
    reason       text,                               -- why it was refused, for programs
    message      text,                               -- the same for people
    recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    cancelled_at timestamptz,                        -- by the first cancel
    PRIMARY KEY (saga_id, step),
    CHECK ((state = 'CANCELLED') = (cancelled_at IS NOT NULL))
);
