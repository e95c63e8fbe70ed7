package dev.roundtrip.orchestrator.operations;

import dev.roundtrip.orchestrator.api.CallerContext;
import dev.roundtrip.orchestrator.engine.OrchestratorSettings;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.journal.UnreadableJournal;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.v1.CommandMovedOn;
import dev.roundtrip.saga.v1.CommandNoSuchSaga;
import dev.roundtrip.saga.v1.CommandRecorded;
import dev.roundtrip.saga.v1.CommandRefused;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.CommandUnchanged;
import dev.roundtrip.saga.v1.SeenSaga;
import dev.roundtrip.wire.Refusals;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** What operators can do. Every command leaves a line in the log, whatever becomes of it. */
@ApplicationScoped
public class SagaCommands {
    private static final Logger LOG = Logger.getLogger(SagaCommands.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** So that a batch leaves the journal's connections to the sagas that run. */
    private static final int AT_ONCE = 4;

    private final SagaEngine engine;
    private final Duration limit;

    SagaCommands(SagaEngine engine, OrchestratorSettings settings) {
        this.engine = engine;
        this.limit = settings.api().commitLimit();
    }

    /** Commands each of the sagas. One result for each, in their order. */
    Uni<List<CommandResult>> command(List<SeenSaga> sagas, OperatorCommand command, OperatorNote note) {
        return each(sagas, name(command), note, (id, seen) -> engine.command(id, seen, command, note));
    }

    /** For the log; what a participant answered is nothing to be logged. */
    private static String name(OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Pause pause -> "Pause";
            case OperatorCommand.Resume resume -> "Resume";
            case OperatorCommand.RetryStep retry -> "RetryStep " + retry.step();
            case OperatorCommand.MarkStepDone done -> "MarkStepDone " + done.step();
            case OperatorCommand.ForceCompensation force -> "ForceCompensation";
        };
    }

    /** Lets each of the sagas out of quarantine. One result for each, in their order. */
    Uni<List<CommandResult>> release(List<SeenSaga> sagas, OperatorNote note) {
        return each(sagas, "Release", note, (id, seen) -> engine.release(id, seen, note));
    }

    @FunctionalInterface
    private interface Command {
        Uni<Commanded> of(UUID sagaId, long seen);
    }

    private Uni<List<CommandResult>> each(List<SeenSaga> sagas, String name, OperatorNote note, Command command) {
        var caller = CallerContext.executor();
        var all = sagas.stream().map(saga -> one(saga, name, note, command)).toList();
        return Uni.join()
                .all(all)
                .usingConcurrencyOf(AT_ONCE)
                .andFailFast()
                .ifNoItem()
                .after(limit)
                .failWith(() -> Refusals.unavailable(
                        "It is not known yet what became of it; repeat the call in a while.", RETRY))
                .emitOn(caller);
    }

    private static Uni<CommandResult> one(SeenSaga saga, String name, OperatorNote note, Command command) {
        var id = UUID.fromString(saga.getSagaId());
        return command.of(id, saga.getLastSequence())
                .onFailure(IllegalArgumentException.class)
                .recoverWithItem(noSuchStep -> new Commanded.Refused(noSuchStep.getMessage() + "."))
                .onFailure(SagaCommands::isUnreadable)
                .recoverWithItem(unreadable ->
                        new Commanded.Refused("Its history can't be read: " + unreadable.getMessage() + "."))
                .onFailure()
                .invoke(failure -> LOG.warnf("saga %s: %s by %s: not known: %s", id, name, note, failure))
                .invoke(result -> LOG.infof("saga %s: %s by %s: %s", id, name, note, result))
                .map(result -> result(saga.getSagaId(), result));
    }

    static boolean isUnreadable(Throwable failure) {
        return failure instanceof UnreadableJournal || failure instanceof ImpossibleEvent;
    }

    private static CommandResult result(String sagaId, Commanded commanded) {
        var result = CommandResult.newBuilder().setSagaId(sagaId);
        switch (commanded) {
            case Commanded.Recorded recorded ->
                result.setRecorded(CommandRecorded.newBuilder().setSequence(recorded.sequence()));
            case Commanded.Unchanged unchanged -> result.setUnchanged(CommandUnchanged.getDefaultInstance());
            case Commanded.MovedOn moved ->
                result.setMovedOn(CommandMovedOn.newBuilder().setLastSequence(moved.sequence()));
            case Commanded.Refused refused ->
                result.setRefused(CommandRefused.newBuilder().setWhy(refused.why()));
            case Commanded.NoSuchSaga none -> result.setNoSuchSaga(CommandNoSuchSaga.getDefaultInstance());
        }
        return result.build();
    }
}
