package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Decision;
import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.OutsideWorld;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.Provenance;
import dev.roundtrip.saga.core.Ruling;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.core.SagaMachine;
import dev.roundtrip.saga.core.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A saga as the machine makes it of what a test says that happened: one write per decision, on a clock of its own. */
public final class Telling {
    private static final OperatorNote OPERATOR = new OperatorNote("ops@example.org", "Ticket 7: „das Hotel“ ☎");

    /** What one decision recorded, and the saga after it. */
    public record Write(Saga after, List<SagaEvent> events) {}

    private final List<Write> writes = new ArrayList<>();
    private Instant now;
    private Saga saga;

    /** Begins a saga. */
    public Telling(UUID id, Definition definition, Payload request, Set<String> skipped, Instant at) {
        now = at;
        record(SagaMachine.start(id, definition, request, skipped, now));
    }

    /** A payload of {@code text}. */
    public static Payload payload(String text) {
        return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets time pass. */
    public Telling after(Duration pause) {
        now = now.plus(pause);
        return tell(new Signal.TimePassed());
    }

    Telling succeeds(String step, String answer) {
        return answered(step, Direction.FORWARD, new Outcome.Confirmed(payload(answer)));
    }

    Telling rejects(String step, String reason, String message) {
        return answered(step, Direction.FORWARD, new Outcome.Rejected(reason, message));
    }

    Telling staysSilent(String step, Direction direction, Fault.Kind fault, String message) {
        return answered(step, direction, new Outcome.Unknown(new Fault(fault, message)));
    }

    /** The compensation that is under way is confirmed. */
    public Telling undoes(String step) {
        return answered(step, Direction.COMPENSATION, new Outcome.Confirmed(Payload.empty()));
    }

    Telling takesUp(String step, Direction direction) {
        return answered(step, direction, new Outcome.Accepted());
    }

    Telling closes(String step) {
        return answered(step, Direction.CLOSE, new Outcome.Superseded());
    }

    /** An operator's command goes into the history, and its owner, who finds it there, adopts the saga from its own past. */
    Telling commanded(OperatorCommand command) {
        now = now.plusNanos(1_234_567);
        switch (OutsideWorld.command(saga, command, OPERATOR, now)) {
            case Ruling.Recorded recorded -> record(recorded.event());
            case Ruling.Moot moot -> throw new AssertionError(command + " changes nothing of " + saga);
            case Ruling.Refused refused -> throw new AssertionError(command + ": " + refused.why());
        }
        return tell(new Signal.Adopt("orchestrator-a", Provenance.OWN_PAST));
    }

    /** It was quarantined, and an operator lets it go on. */
    Telling released() {
        now = now.plusNanos(1_234_567);
        record(new SagaEvent.SagaReleased(now.truncatedTo(ChronoUnit.MICROS), OPERATOR));
        return tell(new Signal.Adopt("orchestrator-a", Provenance.OWN_PAST));
    }

    private void record(SagaEvent event) {
        saga = saga.fold(event);
        writes.add(new Write(saga, List.of(event)));
    }

    private Telling answered(String step, Direction direction, Outcome outcome) {
        now = now.plusNanos(1_234_567);
        return tell(new Signal.Answered(step, direction, saga.step(step).attempt(), outcome));
    }

    Telling tell(Signal signal) {
        record(SagaMachine.decide(saga, signal, now));
        return this;
    }

    private void record(Decision decision) {
        saga = decision.after();
        if (!decision.events().isEmpty()) {
            writes.add(new Write(saga, decision.events()));
        }
    }

    /** The saga so far. */
    public Saga saga() {
        return saga;
    }

    /** What was recorded so far, decision by decision; the first one starts the saga. */
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    /** All of it, in order. */
    public List<SagaEvent> events() {
        return writes.stream().flatMap(write -> write.events().stream()).toList();
    }
}
