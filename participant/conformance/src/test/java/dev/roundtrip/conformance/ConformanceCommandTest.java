package dev.roundtrip.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.conformance.rules.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program says and exits with. */
class ConformanceCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVICE=flight | TARGET is not given: make conformance TARGET=host:port SERVICE=flight.",
                "TARGET=here SERVICE=flight | TARGET is 'here': it is host:port, such as 127.0.0.1:8081.",
                "TARGET=here:99999 SERVICE=flight | TARGET is 'here:99999': it is host:port, such as 127.0.0.1:8081.",
                "TARGET=my_host:80 SERVICE=flight | TARGET is 'my_host:80': 'my_host' is no name or address of a host.",
                "TARGET=a%b:80 SERVICE=flight | TARGET is 'a%b:80': 'a%b' is no name or address of a host.",
                "TARGET=http://127.0.0.1:8081 SERVICE=flight | TARGET is 'http://127.0.0.1:8081': 'http://127.0.0.1' is"
                        + " no name or address of a host.",
                "TARGET=here:1 | SERVICE is not given: it is flight, hotel or car.",
                "TARGET=here:1 SERVICE=train | SERVICE is 'train': it is flight, hotel or car.",
                "TARGET=here:1 SERVICE=flight DATE=tomorrow | DATE is 'tomorrow': it is a day, such as 2035-01-01.",
                "TARGET=here:1 SERVICE=hotel NIGHTS=1 | NIGHTS is '1': it is a number from 2 to 30.",
                "TARGET=here:1 SERVICE=car CLASS=TANK | CLASS is 'TANK': it is ECONOMY, COMPACT, ESTATE or VAN.",
                "TARGET=here:1 SERVICE=car SEED=dice | SEED is 'dice': it is a number of at most 18 digits.",
                "flight | 'flight' is no setting: call it with TARGET=host:port SERVICE=flight."
            })
    void whatIsCalledWronglyIsOneSentence(String arguments, String sentence) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals(sentence, text(err).strip());
        assertEquals("", text(out));
    }

    /** A row can't have it: its words are cut at spaces. */
    @Test
    void aTargetWithASpaceIsOneSentenceToo() {
        assertEquals(2, run("TARGET=a b:80", "SERVICE=flight"));
        assertEquals(
                "TARGET is 'a b:80': 'a b' is no name or address of a host.",
                text(err).strip());
    }

    @Test
    void whereNothingListensItSaysSo() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertEquals(2, run("TARGET=127.0.0.1:" + port, "SERVICE=car"));
        assertEquals(
                "Nothing answers at 127.0.0.1:" + port + ": is it running, and does it speak gRPC without TLS?",
                text(err).strip());
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLong() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var limits = new Limits(
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ZERO,
                    Duration.ofSeconds(1),
                    Duration.ZERO);
            var target = new Target("127.0.0.1", silent.getLocalPort());
            var suite = new Suite(Trades.FLIGHTS, target, Optional.empty(), 1, limits);
            var misuse = assertThrows(Misuse.class, () -> suite.run(stream(out)));
            assertEquals(
                    "The participant at " + target + " gave no answer to a search within 0 s.", misuse.getMessage());
        }
    }

    @Test
    void anotherServiceIsNamed() {
        try (var participant = MemoryParticipant.right(Trades.FLIGHTS, Trades.UNITS)) {
            assertEquals(2, run("TARGET=" + participant.target(), "SERVICE=car"));
            assertEquals(
                    "What listens at " + participant.target()
                            + " doesn't serve roundtrip.car.v1.CarService: SERVICE must be what it is, flight, hotel or car.",
                    text(err).strip());
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "51"})
    void tooLittleOrTooMuchInventoryIsSaidBeforeAnythingIsChanged(int units) {
        try (var participant = MemoryParticipant.right(Trades.FLIGHTS, units)) {
            assertEquals(2, run("TARGET=" + participant.target(), "SERVICE=flight"));
            assertEquals(
                    "There are " + units
                            + " seats of flight RT999 from ZZY to ZZZ on 2035-01-01, in EUR: it must be 4 to"
                            + " 50 that nobody else books.",
                    text(err).strip());
            assertEquals("", text(out));
        }
    }

    @Test
    void inventoryThatIsNotThereIsNamed() {
        try (var participant = MemoryParticipant.right(Trades.FLIGHTS, Trades.UNITS)) {
            assertEquals(2, run("TARGET=" + participant.target(), "SERVICE=flight", "FLIGHT=RT1", "DATE=2034-02-03"));
            assertEquals(
                    "There is no flight RT1 from ZZY to ZZZ on 2034-02-03, in EUR. Add it, or choose another by the"
                            + " settings.",
                    text(err).strip());
        }
    }

    @Test
    void aRightParticipantEndsItWellAndTheRestartIsSkippedWithoutItsCommand() {
        try (var participant = MemoryParticipant.right(Trades.CARS, Trades.UNITS)) {
            assertEquals(0, run("TARGET=" + participant.target(), "SERVICE=car", "SEED=7"), () -> text(out));
            assertEquals(
                    "conformance: service=car rules=23 passed=22 failed=0 skipped=1",
                    text(out).lines().toList().getLast());
            assertTrue(text(out).contains("SEED=7"), () -> text(out));
            assertTrue(text(out).contains("skipped (RESTART_CMD"), () -> text(out));
        }
    }

    @Test
    void aWrongOneEndsItWithOneAndWithNothingReserved() {
        try (var participant = MemoryParticipant.wrong(Trades.FLIGHTS, Trades.UNITS, Fault.IGNORES_THE_BODY)) {
            assertEquals(1, run("TARGET=" + participant.target(), "SERVICE=flight"), () -> text(out));
            assertEquals(
                    "conformance: service=flight rules=23 passed=21 failed=1 skipped=1",
                    text(out).lines().toList().getLast());
            assertEquals(List.of(Trades.UNITS), participant.left());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | the participant was not restarted: the connection is still there, and answers",
                "echo no such unit; exit 3 | it ended with exit code 3; it printed:",
                "echo no such unit; exit 3 | no such unit"
            })
    void theRestartCommandHasToSucceedAndToRestart(String command, String told) {
        try (var participant = MemoryParticipant.right(Trades.FLIGHTS, Trades.UNITS)) {
            var suite = Suite.of(
                    Map.of("TARGET", participant.target().toString(), "SERVICE", "flight", "RESTART_CMD", command), 1);
            var summary = suite.run(List.of(Rule.RESTART), stream(out));
            assertEquals(1, summary.failed(), () -> text(out));
            assertTrue(text(out).contains(told), () -> text(out));
            assertEquals(List.of(Trades.UNITS), participant.left());
        }
    }

    @Test
    void whatNobodyExpectedFailsItsRuleAloneAndLeavesNothingReserved() {
        try (var participant = MemoryParticipant.right(Trades.FLIGHTS, Trades.UNITS)) {
            var summary = Trades.suite(Trades.FLIGHTS, participant)
                    .restartedBy(() -> {
                        throw new IllegalStateException("no hands", new IOException("no feet"));
                    })
                    .run(List.of(Rule.RESTART, Rule.GET), stream(out));
            assertEquals(1, summary.failed(), () -> text(out));
            assertTrue(text(out).contains("IllegalStateException: no hands"), () -> text(out));
            assertTrue(text(out).contains("Caused by: java.io.IOException: no feet"), () -> text(out));
            assertEquals(
                    "conformance: service=flight rules=2 passed=1 failed=1 skipped=0",
                    text(out).lines().toList().getLast());
            assertEquals(List.of(Trades.UNITS), participant.left());
        }
    }

    @Test
    void whoStopsAnsweringIsNotAskedAnyMore() {
        try (var participant = MemoryParticipant.wrong(Trades.FLIGHTS, Trades.UNITS, Fault.GARBAGE_ENDS_THE_SERVICE)) {
            var summary = Trades.suite(Trades.FLIGHTS, participant)
                    .run(List.of(Rule.GARBAGE, Rule.TOO_MUCH, Rule.GET), stream(out));
            assertEquals(3, summary.failed(), () -> text(out));
            assertEquals(2, text(out).split("stopped answering in R16", -1).length - 1, () -> text(out));
        }
    }

    private int run(String... arguments) {
        return ConformanceCommand.run(arguments, Map.of(), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
