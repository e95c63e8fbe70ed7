package dev.roundtrip.saga.journal.postgresql;

import dev.roundtrip.saga.journal.Journal;

/** The same of batches, which are written by other statements. */
class AppendAmongOthersTest extends AppendTest {
    @Override
    Journal with(Journal journal) {
        return AmongOthers.in(journal);
    }
}
