-- New sagas and new versions of them go to the end of the table, together. A fifth of each page was left free for versions of its own
-- sagas; but a version that is a few bytes shorter than what filled the page, as those of a saga that runs are, fitted into what was
-- left of any page there is, one each. Of a journal that had grown, each start and each step on its way back then changed an old page
-- somewhere, which goes into the log as a whole when it is the first time since a checkpoint: 25 KB of log for one trip, where 5 do.
-- Nothing is rewritten, and no reader or writer waits, though this does for a VACUUM of the table.
ALTER TABLE saga SET (fillfactor = 100);
