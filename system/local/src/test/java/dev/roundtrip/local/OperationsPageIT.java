package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.local.demo.RunningSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/operations.md tells operators to paste works, in the order it is told, and does what it says. */
class OperationsPageIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Pattern SAGA = Pattern.compile(".*\"sagaId\": \"([^\"]*)\".*", Pattern.DOTALL);
    private static final Pattern SEEN = Pattern.compile(".*\"lastSequence\": \"([0-9]*)\".*", Pattern.DOTALL);
    private static final Map<String, String> EXPECTED = Map.of(
            "PauseSaga", "\"recorded\"",
            "ResumeSaga", "\"recorded\"",
            "RetryStep", "\"recorded\"",
            "ForceCompensation", "\"recorded\"",
            "MarkStepDone", "\"recorded\"",
            "ReleaseSaga", "\"refused\"");

    private static final Map<String, String> WHILE_THE_HOTEL_IS = Map.of(
            "PauseSaga", "STEP_STATUS_RUNNING",
            "RetryStep", "STEP_STATUS_RUNNING",
            "MarkStepDone", "STEP_STATUS_COMPENSATING");

    private static LocalSystem system;
    private static Readme page;

    @BeforeAll
    static void startTheSystem() throws IOException {
        page = new Readme(Checkout.locate(), "docs/operations.md");
        system = RunningSystem.startFor(OperationsPageIT.class);
    }

    @AfterAll
    static void stopTheSystem() {
        system.close();
    }

    @Test
    void theRehearsalGoesAsItIsTold() throws IOException {
        var examples = page.grpcExamples();
        assertEquals(page.grpcurlLines(), examples.size(), "grpcurl lines that are understood");
        system.service(ServiceName.HOTEL).pause();
        Set<String> commanded = new HashSet<>();
        var saga = "";
        var seen = "";
        for (var example : examples) {
            var line = example.with("SAGA", saga);
            var method = line.method();
            if (EXPECTED.containsKey(method)) {
                commanded.add(method);
                var result = command(line, saga, seen);
                assertTrue(result.contains(EXPECTED.get(method)), () -> line + ": " + result);
            } else if (line.body().contains("CLOSED_BY_OPERATOR") && !saga.isEmpty()) {
                until(() -> call(line), listed(saga), "the saga is listed as closed by an operator");
            } else if (line.body().contains("\"page_size\": 1")) {
                saga = group(SAGA, call(line));
            } else if (method.equals("GetSaga")) {
                seen = group(SEEN, call(line));
            } else {
                call(line);
            }
        }
        assertEquals(EXPECTED.keySet(), commanded, "every command is rehearsed");
        system.service(ServiceName.HOTEL).resume();
        var closed = new Audit(system.databases()).closedByOperator();
        assertEquals(1, closed.size(), closed::toString);
        assertTrue(
                closed.getFirst().startsWith("hotel of trip " + saga + " was marked undone by ops@"), closed::toString);
    }

    private static Predicate<String> listed(String saga) {
        return answer -> answer.contains(saga);
    }

    /** As the page says: what has moved on is looked at again. */
    private static String command(Readme.GrpcExample line, String saga, String seen) throws IOException {
        // Whoever types takes longer than the trip does to get there.
        Optional.ofNullable(WHILE_THE_HOTEL_IS.get(line.method()))
                .ifPresent(status -> until(
                        () -> look(saga),
                        answer -> hotelIsAskedFor(answer, status),
                        "the hotel is asked for, " + status));
        var result = call(line.with("SEEN", seen));
        long end = System.nanoTime() + LIMIT.toNanos();
        while (result.contains("\"movedOn\"")) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "not within " + LIMIT + ": " + line + " finds the saga where it was seen");
            result = call(line.with("SEEN", group(SEEN, look(saga))));
        }
        return result;
    }

    private static boolean hotelIsAskedFor(String saga, String status) {
        var fromHotel = saga.substring(saga.indexOf("\"name\": \"hotel\""));
        var hotel = fromHotel.substring(0, fromHotel.indexOf('}'));
        return hotel.contains(status) && hotel.contains("\"attempts\"");
    }

    private static String look(String saga) {
        return call(new Readme.GrpcExample(
                "{\"saga_id\": \"" + saga + "\"}",
                ServiceName.ORCHESTRATOR.defaultPort(),
                "roundtrip.saga.v1.SagaOperationsService",
                "GetSaga"));
    }

    private static void until(Supplier<String> look, Predicate<String> condition, String what) {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (var answer = look.get(); !condition.test(answer); answer = look.get()) {
            var last = answer;
            assertTrue(System.nanoTime() < end, () -> "not within " + LIMIT + ": " + what + "; but " + last);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String group(Pattern pattern, String answer) {
        var match = pattern.matcher(answer);
        assertTrue(match.matches(), () -> "nothing like " + pattern + " in " + answer);
        return match.group(1);
    }

    private static String call(Readme.GrpcExample example) {
        try (var client = new ReflectionClient(Readme.portIn(system, example.port()))) {
            List<String> answers = client.call(example.service(), example.method(), example.body());
            assertFalse(answers.isEmpty(), () -> example + " was answered with nothing");
            return answers.getFirst();
        } catch (IOException e) {
            throw new AssertionError(example.toString(), e);
        }
    }
}
