package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepState;
import dev.roundtrip.saga.core.StepStatus;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.simulation.Violation.Invariant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Holds what a run has left against the invariants of the design: journal, participants and what was said must agree. The
 * numbers are those of the design.
 */
final class Audit {
    private final Database database;
    private final Services services;
    private final Promises promises;
    private final Map<String, Definition> definitions;
    private final List<Violation> violations = new ArrayList<>();

    Audit(Database database, Services services, Promises promises, Map<String, Definition> definitions) {
        this.database = database;
        this.services = services;
        this.promises = promises;
        this.definitions = definitions;
    }

    List<Violation> violations(String when) {
        var chronicles = database.all();
        chronicles.forEach(this::historyIsWhole);
        chronicles.forEach(this::participantsAgree);
        noReservationWithoutASaga(chronicles);
        everyCallIsReproducible();
        oneSagaPerRequest(chronicles);
        violations.addAll(services.contradictions());
        violations.addAll(database.violations());
        violations.addAll(promises.violations());
        return violations.stream()
                .map(violation -> new Violation(violation.invariant(), when + ": " + violation.what()))
                .toList();
    }

    private void found(Invariant invariant, String what) {
        violations.add(new Violation(invariant, what));
    }

    /** Invariant 4: no gap, no fork, one end, which is the last event; and the row says what the events tell. */
    private void historyIsWhole(Chronicle chronicle) {
        var row = chronicle.row();
        long expected = 0;
        for (var event : chronicle.events()) {
            if (event.sequence() != ++expected) {
                found(Invariant.HISTORY, "gap or fork at " + expected + ": " + Wording.of(chronicle));
                return;
            }
        }
        if (row.lastSequence() != expected) {
            found(Invariant.HISTORY, "the row is at another place than its events: " + Wording.of(chronicle));
            return;
        }
        var kinds =
                chronicle.events().stream().map(event -> event.event().kind()).toList();
        long ends = kinds.stream().filter(Audit::isEnd).count();
        if (!row.status().isFinal()) {
            found(Invariant.COMES_TO_AN_END, "it has not ended: " + Wording.of(chronicle));
        } else if (ends != 1 || !isEnd(kinds.getLast())) {
            found(Invariant.HISTORY, "it has " + ends + " ends: " + Wording.of(chronicle));
        }
        var told = chronicle.replay(definition(chronicle));
        if (told.status() != row.status() || told.sequence() != row.lastSequence()) {
            found(Invariant.HISTORY, "the events tell of " + told + ", the row says " + row);
        }
    }

    private static boolean isEnd(SagaEvent.Kind kind) {
        return kind == SagaEvent.Kind.SAGA_COMPLETED
                || kind == SagaEvent.Kind.SAGA_COMPENSATED
                || kind == SagaEvent.Kind.SAGA_CLOSED;
    }

    private Definition definition(Chronicle chronicle) {
        return definitions.get(chronicle.row().definition().toString());
    }

    /** Invariants 1 and 3, saga by saga. */
    private void participantsAgree(Chronicle chronicle) {
        if (!isReadable(chronicle)) {
            return;
        }
        var saga = chronicle.replay(definition(chronicle));
        boolean forward =
                saga.steps().values().stream().allMatch(step -> step.status().isDone());
        boolean vouchedFor = saga.steps().values().stream().anyMatch(StepState::byHand);
        if (vouchedFor != (saga.status() == SagaStatus.CLOSED_BY_OPERATOR)) {
            found(Invariant.ALL_OR_NOTHING, "ended otherwise than an operator's word allows: " + saga);
        }
        saga.steps().forEach((name, step) -> {
            boolean reserved = services.isReserved(new Services.Key(saga.id(), name));
            boolean mustBe = forward && step.status() != StepStatus.SKIPPED;
            if (reserved != mustBe && !step.byHand()) {
                found(
                        Invariant.ALL_OR_NOTHING,
                        name + " is " + (reserved ? "" : "not ") + "reserved: " + Wording.of(chronicle));
            }
        });
        for (var event : chronicle.events()) {
            if (event.event() instanceof SagaEvent.CompensationStarted turn) {
                cancelledInOrder(saga, turn.covered());
            }
        }
    }

    private boolean isReadable(Chronicle chronicle) {
        long expected = 0;
        for (var event : chronicle.events()) {
            if (event.sequence() != ++expected) {
                return false;
            }
        }
        return true;
    }

    /** Invariant 3: what depends on a step was cancelled before it. */
    private void cancelledInOrder(Saga saga, Set<String> covered) {
        for (var step : covered) {
            var own = services.firstCancel(new Services.Key(saga.id(), step));
            for (var dependent : saga.definition().dependentsOf(step)) {
                var before = services.firstCancel(new Services.Key(saga.id(), dependent));
                boolean inOrder = own.isEmpty()
                        || (before.isPresent()
                                && before.get().order() < own.get().order());
                boolean mustBe =
                        covered.contains(dependent) && !saga.step(dependent).byHand();
                if (mustBe && !inOrder) {
                    found(
                            Invariant.ORDER,
                            step + " was cancelled before " + dependent + ", which depends on it: " + saga);
                }
            }
        }
    }

    private void noReservationWithoutASaga(List<Chronicle> chronicles) {
        var known = new HashSet<UUID>();
        chronicles.forEach(chronicle -> known.add(chronicle.row().sagaId()));
        services.reserved().stream()
                .filter(key -> !known.contains(key.sagaId()))
                .forEach(key -> found(Invariant.ALL_OR_NOTHING, "a reservation without a saga: " + key));
    }

    /** Of an operator's word the participants know nothing: what was asked with their own answer is then asked with that. */
    private void everyCallIsReproducible() {
        services.askedInTwoWays().stream()
                .filter(key -> database.find(key.sagaId()).stream()
                        .flatMap(chronicle -> chronicle.events().stream())
                        .noneMatch(event -> event.event() instanceof SagaEvent.StepDoneByHand))
                .forEach(key -> found(Invariant.MAKES_SENSE, key + " was asked for in two ways"));
    }

    /** Invariant 6. */
    private void oneSagaPerRequest(List<Chronicle> chronicles) {
        var requests = new HashSet<String>();
        chronicles.stream()
                .map(chronicle -> chronicle.row().requestId())
                .filter(request -> !requests.add(request))
                .forEach(request ->
                        found(Invariant.ONE_SAGA_PER_REQUEST, "request " + request + " has become two sagas"));
    }
}
