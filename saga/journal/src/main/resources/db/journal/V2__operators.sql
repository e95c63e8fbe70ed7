-- Operators reach in, and sagas whose version nobody knows wait for someone who does.

ALTER TABLE saga DROP CONSTRAINT saga_status_check;
ALTER TABLE saga ADD CONSTRAINT saga_status_check
    CHECK (status IN ('RUNNING', 'COMPENSATING', 'COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR'));

ALTER TABLE saga
    ADD COLUMN paused          boolean NOT NULL DEFAULT false,  -- an operator stopped it
    ADD COLUMN unknown_version boolean NOT NULL DEFAULT false;  -- quarantined only because no live node knows its version

ALTER TABLE saga_event
    ADD COLUMN actor text;                                      -- which operator

-- Lists ask for one status at a time, and often for one definition; what has not ended is found without this one.
DROP INDEX saga_by_status;
CREATE INDEX saga_by_status_and_definition ON saga (status, definition, saga_id);
CREATE INDEX saga_unknown_version ON saga (saga_id) WHERE unknown_version;
CREATE INDEX saga_for_operators ON saga (saga_id) WHERE stuck OR paused OR quarantined IS NOT NULL;
