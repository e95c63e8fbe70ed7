-- What may be deleted, in the order in which it is: sagas by when they ended, then request ids of sagas that are gone by the same.
--
-- Not CONCURRENTLY: Flyway keeps a transaction open while it migrates, for which such an index would wait for ever. Writes wait while
-- these are made, about a second for a million sagas. Who can't have that makes them beforehand, by the same names and CONCURRENTLY
-- (see docs/operations.md); then this does nothing.

-- One that was being made beforehand and was interrupted is there, and good for nothing.
DO $$
DECLARE
    unfinished regclass;
BEGIN
    FOR unfinished IN
        SELECT indexrelid::regclass FROM pg_index
        WHERE NOT indisvalid AND indexrelid IN (to_regclass('saga_ended'), to_regclass('saga_request_ended'))
    LOOP
        EXECUTE 'DROP INDEX ' || unfinished;
    END LOOP;
END $$;

CREATE INDEX IF NOT EXISTS saga_ended ON saga (ended_at)
    WHERE status IN ('COMPLETED', 'COMPENSATED', 'CLOSED_BY_OPERATOR');
CREATE INDEX IF NOT EXISTS saga_request_ended ON saga_request (ended_at) WHERE ended_at IS NOT NULL;
