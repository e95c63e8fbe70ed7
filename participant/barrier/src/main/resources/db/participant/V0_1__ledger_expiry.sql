-- What may expire, in the order in which it does: everything but active reservations, by the time within the saga's id.
--
-- Not CONCURRENTLY: Flyway keeps a transaction open while it migrates, for which such an index would wait for ever, and one that
-- is interrupted leaves an index behind that is of no use. Reserves and cancels wait while this one is made, some seconds for
-- some millions of rows. Who can't have that makes it beforehand, by the same name and CONCURRENTLY; then this does nothing.
CREATE INDEX IF NOT EXISTS participant_ledger_expiry ON participant_ledger (saga_id, step) WHERE state <> 'RESERVED';
