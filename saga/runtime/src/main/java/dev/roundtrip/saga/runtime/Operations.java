package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.OutsideWorld;
import dev.roundtrip.saga.core.Ruling;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.SagaRow;
import io.smallrye.mutiny.Uni;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

/**
 * Carries out what operators command. Always over the journal, on the saga as it is committed: that is what the operator saw,
 * and a saga that has moved on since is not touched. Lives on the loop.
 */
final class Operations {
    private final Journal journal;
    private final Surroundings surroundings;
    private final Intake intake;

    Operations(Journal journal, Surroundings surroundings, Intake intake) {
        this.journal = journal;
        this.surroundings = surroundings;
        this.intake = intake;
    }

    Uni<Commanded> command(UUID sagaId, long seen, OperatorCommand command, OperatorNote note) {
        return intake.record(sagaId, saga -> rule(saga, seen, command, note)).chain(result -> switch (result) {
            case Intake.Result.Recorded recorded ->
                answer(new Commanded.Recorded(recorded.after().sequence()));
            case Intake.Result.Moot moot -> answer(new Commanded.Unchanged());
            case Intake.Result.Refused refused
            when refused.saga().sequence() != seen ->
                answer(new Commanded.MovedOn(refused.saga().sequence()));
            case Intake.Result.Refused refused -> answer(new Commanded.Refused(refused.why()));
            case Intake.Result.NoSuchSaga none -> answer(new Commanded.NoSuchSaga());
            case Intake.Result.Quarantined quarantined ->
                answer(new Commanded.Refused("It is quarantined: release it first."));
            case Intake.Result.UnknownVersion unknown ->
                answer(new Commanded.Refused("This node doesn't know " + unknown.version() + ": ask one that does."));
            case Intake.Result.Overtaken overtaken ->
                whereItIs(sagaId, row -> new Commanded.MovedOn(row.lastSequence()));
        });
    }

    private Ruling rule(Saga saga, long seen, OperatorCommand command, OperatorNote note) {
        return saga.sequence() == seen
                ? OutsideWorld.command(saga, command, note, surroundings.loop().now())
                : new Ruling.Refused("It has moved on.");
    }

    Uni<Commanded> release(UUID sagaId, long seen, OperatorNote note) {
        var event = new SagaEvent.SagaReleased(surroundings.loop().now().truncatedTo(ChronoUnit.MICROS), note);
        return journal.release(sagaId, seen, UUID.randomUUID(), event)
                .emitOn(surroundings.loop())
                .chain(released -> released
                        ? answer(new Commanded.Recorded(seen + 1))
                        : whereItIs(
                                sagaId,
                                row -> row.lastSequence() == seen
                                        ? new Commanded.Refused("It is not quarantined.")
                                        : new Commanded.MovedOn(row.lastSequence())));
    }

    private Uni<Commanded> whereItIs(UUID sagaId, Function<SagaRow, Commanded> meaning) {
        return journal.row(sagaId).emitOn(surroundings.loop()).map(found -> found.map(meaning)
                .orElseGet(Commanded.NoSuchSaga::new));
    }

    private static Uni<Commanded> answer(Commanded commanded) {
        return Uni.createFrom().item(commanded);
    }
}
