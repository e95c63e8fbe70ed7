package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.EventRow;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events in the words of a trace: short, and the same on every run. */
final class Wording {
    private Wording() {}

    static String of(SagaEvent event) {
        var row = EventRow.of(event);
        return Stream.of(row.kind(), row.step(), row.attempt(), row.steps(), row.fault(), row.reason())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static String of(Chronicle chronicle) {
        var row = chronicle.row();
        return row.definition() + " " + row.sagaId() + " " + row.status() + " at " + row.lastSequence()
                + row.quarantine().map(why -> ", quarantined: " + why).orElse("")
                + chronicle.events().stream()
                        .map(event -> "\n    " + event.sequence() + " " + of(event.event()))
                        .collect(Collectors.joining());
    }
}
