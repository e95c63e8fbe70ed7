-- A saga has some ten events, whatever the last look at the table said. While a journal is young its sagas are few, their number is
-- noted as it is, and the table grows by a hundred times before the next look: then each saga is taken to have a hundred times
-- as many events, and to read one of them all of the table. As a share of the rows the number grows with them. From the next
-- ANALYZE on; nothing is rewritten, and no reader or writer waits, though this does for a VACUUM of the table.
ALTER TABLE saga_event ALTER COLUMN saga_id SET (n_distinct = -0.1);
