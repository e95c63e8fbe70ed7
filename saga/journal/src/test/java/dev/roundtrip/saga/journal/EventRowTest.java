package dev.roundtrip.saga.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.SagaEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventRowTest {
    private static final Map<SagaEvent.Kind, SagaEvent> ONE_OF_EACH = oneOfEach();
    private static final Set<Map.Entry<String, Column>> MAY_BE_MISSING = Set.of(Map.entry("ADOPTED", Column.REASON));

    private static Map<SagaEvent.Kind, SagaEvent> oneOfEach() {
        var samples = new EnumMap<SagaEvent.Kind, SagaEvent>(SagaEvent.Kind.class);
        Histories.all().values().stream()
                .flatMap(telling -> telling.events().stream())
                .forEach(event -> samples.putIfAbsent(event.kind(), event));
        return samples;
    }

    @ParameterizedTest
    @EnumSource(SagaEvent.Kind.class)
    void anEventOfEveryKindIsWhatItsRowSays(SagaEvent.Kind kind) {
        var event = ONE_OF_EACH.get(kind);
        assertEquals(kind, event.kind());
        assertEquals(event, EventRow.of(event).toEvent());
    }

    static Stream<Arguments> columnsOfEveryKind() {
        return ONE_OF_EACH.values().stream().map(EventRow::of).flatMap(row -> Stream.of(Column.values())
                .filter(column -> column.isSetIn(row) && !MAY_BE_MISSING.contains(Map.entry(row.kind(), column)))
                .map(column -> Arguments.of(row.kind(), column, row)));
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("columnsOfEveryKind")
    void aMissingColumnIsUnreadable(String kind, Column column, EventRow row) {
        var unreadable = assertThrows(
                UnreadableJournal.class, () -> column.missingFrom(row).toEvent());
        assertTrue(unreadable.getMessage().contains(kind), unreadable.getMessage());
    }

    @Test
    void anAdoptionThatDoesNotSayFromWhomIsOneFromAnotherNode() {
        var adopted = ONE_OF_EACH.get(SagaEvent.Kind.ADOPTED);
        var asTheFirstReleaseWroteIt = Column.REASON.missingFrom(EventRow.of(adopted));
        assertEquals(
                new SagaEvent.Adopted(adopted.at(), "orchestrator-b", Provenance.ANOTHER_NODE),
                asTheFirstReleaseWroteIt.toEvent());
    }

    @Test
    void aKindThatThisReleaseDoesNotKnowIsUnreadable() {
        var row = row("SAGA_EVAPORATED", null);
        var unreadable = assertThrows(UnreadableJournal.class, row::toEvent);
        assertTrue(unreadable.getMessage().contains("SAGA_EVAPORATED"), unreadable.getMessage());
    }

    @Test
    void aRowWithoutAKindIsUnreadable() {
        assertThrows(UnreadableJournal.class, row(null, null)::toEvent);
    }

    @Test
    void aFaultThatThisReleaseDoesNotKnowIsUnreadable() {
        assertThrows(UnreadableJournal.class, row("STEP_UNKNOWN", "COSMIC_RAY")::toEvent);
    }

    private static EventRow row(String kind, String fault) {
        return new EventRow(
                kind,
                Instant.EPOCH,
                "flight",
                1,
                Instant.EPOCH,
                "hotel",
                fault,
                "reason",
                "message",
                "actor",
                Payload.empty());
    }

    /** The columns that an event can be told by; each kind has some of them. */
    private enum Column {
        AT,
        STEP,
        ATTEMPT,
        DUE_AT,
        STEPS,
        FAULT,
        REASON,
        MESSAGE,
        ACTOR,
        PAYLOAD;

        private boolean isSetIn(EventRow row) {
            return valuesOf(row)[ordinal()] != null;
        }

        private EventRow missingFrom(EventRow row) {
            var left = Arrays.copyOf(valuesOf(row), values().length);
            left[ordinal()] = null;
            return new EventRow(
                    row.kind(),
                    (Instant) left[AT.ordinal()],
                    (String) left[STEP.ordinal()],
                    (Integer) left[ATTEMPT.ordinal()],
                    (Instant) left[DUE_AT.ordinal()],
                    (String) left[STEPS.ordinal()],
                    (String) left[FAULT.ordinal()],
                    (String) left[REASON.ordinal()],
                    (String) left[MESSAGE.ordinal()],
                    (String) left[ACTOR.ordinal()],
                    (Payload) left[PAYLOAD.ordinal()]);
        }

        private static Object[] valuesOf(EventRow row) {
            return new Object[] {
                row.at(),
                row.step(),
                row.attempt(),
                row.dueAt(),
                row.steps(),
                row.fault(),
                row.reason(),
                row.message(),
                row.actor(),
                row.payload()
            };
        }
    }
}
