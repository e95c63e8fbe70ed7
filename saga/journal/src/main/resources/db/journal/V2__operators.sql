-- Operators reach in, and sagas whose version nobody knows wait for someone who does.

ALTER TABLE saga DROP CONSTRAINT saga_status_check;
ALTER TABLE saga ADD CONSTRAINT saga_status_check
    CHECK (status IN ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR'));

ALTER TABLE saga
    ADD COLUMN paused          boolean NOT NULL DEFAULT false,  -- an operator stopped it
    ADD COLUMN unknown_version boolean NOT NULL DEFAULT false;  -- quarantined only because no live node knows its version

ALTER TABLE saga_event
    ADD COLUMN actor text;                                      -- which operator

CREATE INDEX saga_unknown_version ON saga (saga_id) WHERE unknown_version;
CREATE INDEX saga_for_operators ON saga (saga_id) WHERE stuck OR paused OR quarantined IS NOT NULL;
