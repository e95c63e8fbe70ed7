package dev.roundtrip.saga.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.core.StepDefinition;
import dev.roundtrip.saga.core.StepKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionShapesTest {
    @TempDir
    private Path folder;

    private static StepDefinition step(String name, String... after) {
        return step(name, StepKind.COMPENSATABLE, after);
    }

    private static StepDefinition step(String name, StepKind kind, String... after) {
        var backoff = new Backoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(5), 0.5);
        return new StepDefinition(
                name,
                kind,
                Set.of(after),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                new RetryPolicy(backoff, 5, Duration.ofMinutes(1)),
                backoff,
                Duration.ofMinutes(1));
    }

    private static Definition order(int version, StepDefinition... steps) {
        return new Definition("order", version, Duration.ofMinutes(10), List.of(steps));
    }

    private DefinitionShapes recording() {
        return new DefinitionShapes(folder, true, false);
    }

    private DefinitionShapes comparing() {
        return new DefinitionShapes(folder, false, false);
    }

    @Test
    void aShapeIsOneLinePerStep() throws IOException {
        recording().verify(order(1, step("stock", "payment"), step("payment"), step("wrap", "stock", "payment")));
        assertEquals("""
                order v1
                compensatable payment
                compensatable stock after payment
                compensatable wrap after payment, stock
                """, Files.readString(folder.resolve("order-v1.txt")));
    }

    @Test
    void theSameShapePassesInWhateverOrderItIsWritten() {
        recording().verify(order(1, step("payment"), step("stock", "payment")));
        comparing().verify(order(1, step("stock", "payment"), step("payment")));
    }

    @Test
    void anotherShapeUnderTheSameVersionFailsAndSaysWhatToDo() {
        recording().verify(order(1, step("payment"), step("stock", "payment")));
        var changed = order(1, step("payment"), step("stock"));
        for (var shapes : List.of(comparing(), recording())) {
            var failure = assertThrows(AssertionError.class, () -> shapes.verify(changed));
            assertTrue(failure.getMessage().contains("Give the new shape the version 2"), failure.getMessage());
            assertTrue(failure.getMessage().contains("-Dsaga.shapes=record"), failure.getMessage());
        }
    }

    @Test
    void aNewVersionMustBeRecorded() {
        recording().verify(order(1, step("payment")));
        var second = order(2, step("payment"), step("stock"));
        var failure = assertThrows(AssertionError.class, () -> comparing().verify(second));
        assertTrue(failure.getMessage().contains("order v2 is not recorded"), failure.getMessage());
        recording().verify(second);
        comparing().verify(second);
        comparing().verify(order(1, step("payment")));
    }

    @Test
    void nothingIsRecordedWhereNobodyLooks() {
        var unattended = new DefinitionShapes(folder, true, true);
        assertThrows(AssertionError.class, () -> unattended.verify(order(1, step("payment"))));
        assertFalse(Files.exists(folder.resolve("order-v1.txt")));
    }

    @Test
    void aStepOfAnotherKindIsAnotherShape() {
        recording().verify(order(1, step("payment"), step("delivery", StepKind.PIVOT, "payment")));
        assertThrows(
                AssertionError.class, () -> comparing().verify(order(1, step("payment"), step("delivery", "payment"))));
    }
}
