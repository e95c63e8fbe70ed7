package dev.roundtrip.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.local.Wiring;
import dev.roundtrip.local.audit.Audit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a rollout does with pods, done with processes: one of the new release is added, and when it is ready one of the old is
 * told to stop, until all are new; and the same back. People book all the while, and each that goes has trips under way.
 */
class RolloutIT {
    /** So long that trips whose owner's lease was waited for can't be taken for trips that were handed over. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** A sweep, which comes every second, with all that a busy machine may add to it. */
    private static final Duration HAND_OVER_LIMIT = LEASE.dividedBy(2);
    /** The engine's drain limit, twice: once for writing down, once for the journal; and as much for the process to end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private static final Bound SOON = new Bound(Duration.ofSeconds(60));
    private static final int UNDER_WAY = 40;

    /** A migration of a release to come, as its first process makes it: it adds, and takes nothing away. */
    private static final List<String> NEXT_RELEASE = List.of(
            "ALTER TABLE saga ADD COLUMN of_next_release text, ADD COLUMN counted bigint NOT NULL DEFAULT 0",
            "ALTER TABLE saga_event ADD COLUMN of_next_release text",
            "ALTER TABLE saga_request ADD COLUMN of_next_release text NOT NULL DEFAULT 'none'",
            "ALTER TABLE saga_node ADD COLUMN of_next_release text",
            "CREATE TABLE of_next_release (saga_id uuid PRIMARY KEY)",
            "CREATE INDEX of_next_release_index ON saga (of_next_release) WHERE of_next_release IS NOT NULL",
            made("1000"));

    /** Likewise for a participant, whose ledger has numbers of its own, below those of the service. */
    private static final List<String> NEXT_LEDGER =
            List.of("ALTER TABLE participant_ledger ADD COLUMN of_next_release text", made("0.1000"));

    private static String made(String version) {
        return "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " SELECT max(installed_rank) + 1, '" + version + "', 'next release', 'SQL', 'next_release.sql', 1,"
                + " current_user, 1, true FROM flyway_schema_history";
    }

    private static final class LongLease implements Wiring {
        @Override
        public int port(String from, String to, int port) {
            return port;
        }

        @Override
        public Map<String, String> settings(String label) {
            return label.startsWith(ServiceName.ORCHESTRATOR.module())
                    ? Map.of("roundtrip.engine.lease", LEASE.toString())
                    : Map.of();
        }
    }

    private final List<Replica> replicas = new ArrayList<>();
    private LocalSystem system;
    private Stage stage;
    private SharedJournal journal;
    private Travellers travellers;

    @BeforeEach
    void startTheSystem() {
        system = RunningSystem.startFor(RolloutIT.class, 2, new LongLease());
        stage = new Stage(system);
        journal = new SharedJournal(system.databases().of(ServiceName.ORCHESTRATOR));
        travellers = new Travellers();
    }

    @AfterEach
    void stopTheSystem() {
        travellers.close();
        replicas.forEach(Replica::close);
        stage.close();
        system.close();
    }

    @Test
    void aReleaseReplacesTheOneBeforeAndMakesWayForItAgainWithTripsUnderWay() {
        var one = replica(system.orchestrators().get(0));
        var other = replica(system.orchestrators().get(1));
        theTablesAreExtendedUnder(one, other);

        var newOne = start("orchestrator-new");
        handOver(one, other);
        var newOther = start("orchestrator-new-2");
        handOver(other, newOne);
        assertEnds(travellers.bookAndWait(2, newOther), newOther);

        // The release before, on the tables of the one after it.
        system.service(ServiceName.FLIGHT).stop();
        system.restart(ServiceName.FLIGHT);
        system.restart(one.process());
        handOver(newOne, newOther);
        system.restart(other.process());
        handOver(newOther, one);
        assertEnds(travellers.bookAndWait(2, other), one);

        assertEquals(List.of(), new Audit(system.databases()).violations());
    }

    private Replica start(String label) {
        int port = Ports.random().of(ServiceName.ORCHESTRATOR);
        return replica(system.startOrchestrator(Checkout.locate(), label, port));
    }

    private Replica replica(ServiceProcess process) {
        var replica = new Replica(process);
        replicas.add(replica);
        return replica;
    }

    /** Those that are at work have their statements prepared, and trips under way. */
    private void theTablesAreExtendedUnder(Replica one, Replica other) {
        var ended = new ArrayList<>(travellers.bookAndWait(4, one));
        ended.addAll(travellers.bookAndWait(4, other));
        assertEnds(ended, one);
        var bookings = bookUntilUnderWay(one, other);
        migrate(ServiceName.ORCHESTRATOR, NEXT_RELEASE);
        migrate(ServiceName.FLIGHT, NEXT_LEDGER);
        stage.resume(ServiceName.HOTEL);
        stage.awaitRest();
        assertEnds(bookings, other);
        assertEquals(List.of(), journal.adoptions(Travellers.tripIds(bookings)), "nobody had to take anything over");
        assertEnds(travellers.bookAndWait(4, one), one);
        assertEnds(travellers.bookAndWait(4, other), one);
    }

    private void migrate(ServiceName service, List<String> changes) {
        try (var connection = system.databases().of(service).connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var change : changes) {
                statement.execute(change);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError("the next release's migration of " + service, e);
        }
    }

    private List<Travellers.Booking> bookUntilUnderWay(Replica first, Replica second) {
        var node = journal.node(first);
        stage.pause(ServiceName.HOTEL);
        var bookings = travellers.book(UNDER_WAY, first, second);
        SOON.awaitThat(UNDER_WAY + " trips to be under way", () -> journal.halfWay(node) == UNDER_WAY);
        return bookings;
    }

    /**
     * Tells one to stop that has trips under way and callers, who turn to the other when it refuses them. It refuses new trips,
     * ends in good time and hands over what it has; each of the trips comes to its end.
     */
    private void handOver(Replica leaving, Replica staying) {
        leaving.forgetThatItWasAway();
        staying.forgetThatItWasAway();
        int refusedBefore = travellers.refusals().size();
        var node = journal.node(leaving);
        var bookings = new ArrayList<>(bookUntilUnderWay(leaving, staying));
        var exit = leaving.process().onExit();
        var told = System.nanoTime();
        var stopping = travellers.beside(leaving.process()::stop);
        try {
            do {
                // A few at a time, so that some meet it while it stops; all must be trips in the end, here or there.
                bookings.addAll(travellers.book(4, leaving, staying));
                bookings.getLast().tripId();
            } while (!exit.isDone());
        } finally {
            stopping.join();
        }
        var took = Duration.ofNanos(System.nanoTime() - told);
        assertTrue(took.compareTo(STOP_LIMIT) < 0, () -> leaving.name() + " took " + took + " to stop");
        var released = journal.leaseUntil(node);
        assertFalse(released.isAfter(journal.now()), () -> leaving.name() + " has stopped and still counts as alive");
        assertTrue(travellers.refusals().size() > refusedBefore, () -> leaving.name() + " refused nobody");

        stage.resume(ServiceName.HOTEL);
        stage.awaitRest();
        var trips = Travellers.tripIds(bookings);
        assertEnds(bookings, staying);
        assertEquals(bookings.size(), new HashSet<>(trips).size());
        var adoptions = journal.adoptions(trips);
        assertTrue(
                adoptions.size() >= UNDER_WAY,
                () -> "only " + adoptions.size() + " trips of " + leaving.name() + " were handed over");
        assertEquals(adoptions.size(), SharedJournal.tripsOf(adoptions).size(), "each is adopted once");
        var begun = Duration.between(released, adoptions.getFirst().at());
        assertTrue(begun.compareTo(HAND_OVER_LIMIT) <= 0, () -> "adoption began after " + begun);
    }

    private static void assertEnds(List<Travellers.Booking> bookings, Replica asked) {
        for (var booking : bookings) {
            var trip = asked.client().get(booking.tripId());
            assertEquals(booking.end(), trip.getStatus(), () -> "trip " + trip);
        }
    }
}
