package dev.roundtrip.chaos.overload;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What all clients together were told, to be held against the journal. */
final class Books {
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder booked = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void sent() {
        sent.increment();
    }

    void heard(Told told) {
        switch (told) {
            case Told.Booked answer -> {
                booked.increment();
                accepted.increment();
            }
            case Told.NotBooked answer -> accepted.increment();
            case Told.Undecided answer -> accepted.increment();
            case Told.Refused answer -> refused.increment();
            case Told.Unclear answer -> {}
        }
        answered.increment();
    }

    /** Whether every call has been answered, or its time is over. */
    boolean areClosed() {
        return answered.sum() == sent.sum();
    }

    /** What is in the journal is what clients were told, as far as they were told anything. Meant for a system at rest. */
    List<String> violations(Database journal) {
        long trips = count(journal, "SELECT count(*) FROM saga");
        long completed = count(journal, "SELECT count(*) FROM saga WHERE status = 'COMPLETED'");
        var wrong = new ArrayList<String>();
        if (trips < accepted.sum()) {
            wrong.add(accepted.sum() + " trips were acknowledged, and there are " + trips + ".");
        }
        if (completed < booked.sum()) {
            wrong.add(booked.sum() + " trips were said to be booked, and " + completed + " are.");
        }
        if (trips > sent.sum() - refused.sum()) {
            wrong.add("Of " + sent.sum() + " requests " + refused.sum() + " were refused, yet there are " + trips
                    + " trips.");
        }
        return wrong;
    }

    /** Trips that have not ended yet. */
    static long unfinished(Database journal) {
        return count(journal, "SELECT count(*) FROM saga WHERE status IN ('RUNNING', 'COMPENSATING')");
    }

    private static long count(Database journal, String sql) {
        try (var connection = journal.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new LocalFailure("The journal can't be read: " + e.getMessage(), e);
        }
    }
}
