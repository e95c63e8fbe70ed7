package dev.roundtrip.participant.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.Dates;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same for participants that sell days in a row, each of which is a row that is locked. There are ten on sale. */
public abstract class DaysContract extends ParticipantContract {
    /** The first day on sale. */
    protected static final LocalDate FIRST = LocalDate.of(2031, 5, 1);

    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)");

    /**
     * Reserves one on each of some days.
     *
     * @param from the first of them, 0 for the first on sale
     * @param end the day after the last
     */
    protected abstract Message reserve(StepKey key, int from, int end);

    /** The rows that this reserves, as a statement has them after FROM: up to their day, of which a condition follows. */
    protected abstract String daysSql();

    /** One place with this many days on sale, and no statistics yet. */
    protected abstract void stockFor(int days) throws SQLException;

    /** The statement that takes days and gives them back. */
    protected abstract String changeSql();

    /** Its parameters as SQL, for taking one at that place on each of some days, as above. */
    protected abstract String changeOf(int from, int end);

    /** Or a place that is on sale for years is slow to book, and worst in a new system. */
    @Test
    void onlyTheDaysThatAreTakenAreRead() throws SQLException {
        stockFor(3_000);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE change AS " + changeSql());
            var read = 0;
            try (var plan = statement.executeQuery(
                    "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) EXECUTE change (" + changeOf(1, 3) + ")")) {
                while (plan.next()) {
                    var rows = ROWS.matcher(plan.getString(1));
                    read = Math.max(read, rows.find() ? Integer.parseInt(rows.group(1)) : 0);
                }
            }
            statement.execute("DEALLOCATE change");
            connection.rollback();
            assertEquals(2, read, "the most rows that a part of the plan has read");
        }
    }

    @Test
    void daysAreLockedInTheirOrder() throws SQLException {
        var third = " date '" + FIRST.plusDays(2) + "'";
        var free = "SELECT count(*) FROM (SELECT 1 FROM " + daysSql() + " %s" + third + " FOR UPDATE SKIP LOCKED) free";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var held = hold(daysSql() + " =" + third)) {
            var atWork = threads.submit(() -> reserve(newKey(), 0, 5));
            waitFor(1, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertEquals(0, number(free.formatted("<")), "free of those before the third");
            assertEquals(7, number(free.formatted(">")), "free of those after it");
            held.rollback();
            assertAnswer(RESERVATION, await(atWork));
        }
    }

    @Test
    void thoseThatOverlapAreReservedAndCancelledTogetherWithoutDeadlock() throws SQLException {
        stock(80);
        // Patient, so that who is in a circle waits until PostgreSQL finds it, and isn't given up before.
        var watched = watchedBarrier("batch-lock-timeout", "60s");
        var before = List.<StepKey>of();
        for (var round = 0; round < 10; round++) {
            var calls = new ArrayList<Callable<Message>>();
            // Each of these has something to give back, in whichever of several transactions it is.
            before.forEach(key -> calls.add(() -> cancel(key)));
            before = Stream.generate(ParticipantContract::newKey).limit(40).toList();
            for (var i = 0; i < 40; i++) {
                var key = before.get(i);
                var from = i % 5;
                var end = from + 2 + i % 4;
                calls.add(() -> reserve(key, from, end));
            }
            together(calls);
        }
        together(
                before.stream().<Callable<Message>>map(key -> () -> cancel(key)).toList());
        assertEquals(80, number(availableSql()));
        assertEquals(List.of(), watched.failures(), "transactions that were undone");
    }

    /** A day as it travels, counted as above. */
    protected static Date day(int after) {
        return Dates.toDate(FIRST.plusDays(after));
    }
}
