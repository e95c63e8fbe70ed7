package dev.roundtrip.chaos.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shortest run there can be: whether all is sampled, and sagas are deleted while trips go on. What grows it can't say. */
@Tag("long")
class SoakIT {
    private static final SoakPlan PLAN = new SoakPlan(
            Duration.ofSeconds(14),
            20,
            1,
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            new Kept(
                    Duration.ofSeconds(4),
                    Duration.ofMinutes(4),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(1)));
    private static final Set<String> PROCESSES =
            Set.of("flight-service", "hotel-service", "car-service", "orchestrator", "orchestrator-2");
    private static final Set<String> FLEETING = Set.of(
            "roundtrip.saga",
            "roundtrip.saga_event",
            "roundtrip.saga_request",
            "flight.participant_ledger",
            "flight.flight_reservation",
            "hotel.participant_ledger",
            "hotel.hotel_reservation",
            "car.participant_ledger",
            "car.car_reservation");

    @Test
    void everythingIsSampledAndSagasAreDeletedWhileTripsGoOn() throws IOException {
        var folder = Path.of("target", "system", SoakIT.class.getSimpleName()).toAbsolutePath();
        try (var system =
                LocalSystem.in(folder, Ports.random(2), true, PLAN.kept().wiring())) {
            system.startPostgres();
            system.postgres().requireDurable();
            system.startServices(Checkout.locate(), (name, address, took) -> {});
            var outcome = new SoakRun(system, PLAN, System.out).run();
            assertEverythingIsSampled(outcome.recording());
            assertSagasAreDeletedWhileTripsGoOn(outcome);
            assertEquals(Set.of(), Set.copyOf(outcome.violations()));
            assertFalse(PLAN.isJudged());
            assertIsWritten(outcome, folder.resolve("figures"));
        }
    }

    private static void assertEverythingIsSampled(Recording recording) {
        for (var measure : Measure.values()) {
            assertFalse(recording.columns(measure).isEmpty(), () -> "no " + measure.label());
        }
        assertEquals(PROCESSES, subjects(recording, Measure.HEAP_MIB));
        assertEquals(
                Stream.concat(PROCESSES.stream(), Stream.of("postgresql")).collect(Collectors.toSet()),
                subjects(recording, Measure.HANDLES));
        assertEquals(FLEETING, subjects(recording, Measure.FLEETING));
        assertTrue(
                subjects(recording, Measure.MIB).containsAll(Set.of("roundtrip.saga_event", "roundtrip.saga_ended")));
        Stream.of(Measure.HEAP_MIB, Measure.RESIDENT_MIB, Measure.THREADS, Measure.HANDLES, Measure.CONNECTIONS)
                .flatMap(measure -> recording.columns(measure).stream())
                .forEach(column -> assertTrue(
                        recording.points(column).stream().allMatch(point -> point.value() > 0),
                        () -> column.label() + " is nothing"));
    }

    private static Set<String> subjects(Recording recording, Measure measure) {
        return recording.columns(measure).stream().map(Column::subject).collect(Collectors.toSet());
    }

    private static void assertSagasAreDeletedWhileTripsGoOn(Outcome outcome) {
        var deleted = outcome.recording().points(new Column("roundtrip.saga", Measure.DELETED));
        var first = deleted.stream()
                .filter(point -> point.value() > 0)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no saga was deleted while clients were at work"));
        assertTrue(
                outcome.recording().points(new Column("clients", Measure.BOOKED_PER_S)).stream()
                        .anyMatch(point -> point.at().compareTo(first.at()) >= 0 && point.value() > 0),
                "no trip was booked after sagas had been deleted");
        assertTrue(outcome.deleted().sagas() > 0);
    }

    private static void assertIsWritten(Outcome outcome, Path folder) throws IOException {
        new Report(outcome, Map.of("what", "a test")).write(folder);
        var page = Files.readString(folder.resolve("soak.md"));
        assertTrue(page.contains(outcome.line()), page);
        for (var file : Stream.of(Topic.values()).map(Topic::file).toList()) {
            assertTrue(Files.readAllLines(folder.resolve("soak").resolve(file)).size() > 1, file);
        }
        try (var pictures = Files.list(folder.resolve("soak"))) {
            assertEquals(
                    5, pictures.filter(path -> path.toString().endsWith(".svg")).count());
        }
    }
}
