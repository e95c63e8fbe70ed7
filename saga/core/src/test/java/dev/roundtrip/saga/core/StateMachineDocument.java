package dev.roundtrip.saga.core;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** docs/state-machine.md, drawn from {@link Transitions} and {@link SagaEvent.Kind}. */
final class StateMachineDocument {
    /** How to write it anew. */
    static final String RENEWAL = "mvn -pl saga/core test -Droundtrip.docs=write";

    /** One arrow, whatever it is an arrow of. */
    private record Move(String from, String event, String to) {}

    private StateMachineDocument() {}

    static String text() {
        var ofSagas = Transitions.OF_SAGA.stream()
                .map(move -> new Move(
                        move.from().name(), move.event().name(), move.to().name()))
                .toList();
        var ofSteps = Transitions.OF_STEP.stream()
                .map(move -> new Move(
                        move.from().name(), move.event().name(), move.to().name()))
                .toList();
        return """
                # The state machine

                Generated from `Transitions` in saga/core, which every event passes through: what is not on this page is an
                error. Don't edit it; `%s` writes it anew, and a test fails while it is stale.

                **Durable**, that is committed before anything that follows from them is done, are %s. The others (%s) may be written a little later, but for the first
                STEP_STARTED of a pivot: that a pivot may have happened is committed before it is asked for.

                ## A saga

                ```mermaid
                %s```

                %s
                ## A step

                A step that the request has no need of begins, and stays, SKIPPED. One that is SUCCEEDED when its saga
                completes stays so, and so does one that is still PENDING when its saga is compensated.
                COMPENSATION_STARTED moves the steps that it covers, and no others; PIVOT_CLOSING moves the pivot.

                What a step that shows as stuck goes on trying is not recorded, but for the first attempt of each new
                owner and what settles it: histories stay bounded.

                ```mermaid
                %s```

                %s""".formatted(
                        RENEWAL,
                        kinds(true),
                        kinds(false),
                        diagram(List.of(SagaStatus.RUNNING.name()), ofSagas),
                        table(ofSagas),
                        diagram(List.of(StepStatus.PENDING.name(), StepStatus.SKIPPED.name()), ofSteps),
                        table(ofSteps));
    }

    private static String kinds(boolean durable) {
        return Stream.of(SagaEvent.Kind.values())
                .filter(kind -> kind.durable() == durable)
                .map(SagaEvent.Kind::name)
                .collect(joining(", "));
    }

    private static String diagram(List<String> beginnings, List<Move> moves) {
        var arrows = new LinkedHashMap<String, String>();
        beginnings.forEach(status -> arrows.put("[*] --> " + status, SagaEvent.Kind.SAGA_STARTED.name()));
        moves.forEach(move ->
                arrows.merge(move.from() + " --> " + move.to(), move.event(), (some, more) -> some + "<br/>" + more));
        var lines = new StringBuilder("stateDiagram-v2\n");
        arrows.forEach((arrow, label) ->
                lines.append("    ").append(arrow).append(": ").append(label).append('\n'));
        withoutAWayOut(beginnings, moves)
                .forEach(status -> lines.append("    ").append(status).append(" --> [*]\n"));
        return lines.toString();
    }

    private static Stream<String> withoutAWayOut(List<String> beginnings, List<Move> moves) {
        var statuses = new LinkedHashSet<>(beginnings);
        moves.forEach(move -> statuses.add(move.to()));
        moves.forEach(move -> statuses.remove(move.from()));
        return statuses.stream();
    }

    private static String table(List<Move> moves) {
        return Stream.concat(
                        Stream.of("| from | event | to |", "|---|---|---|"),
                        moves.stream().map(move -> "| %s | %s | %s |".formatted(move.from(), move.event(), move.to())))
                .collect(joining("\n", "", "\n"));
    }
}
