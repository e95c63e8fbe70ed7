package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.OperatorCommand;
import dev.roundtrip.saga.core.OperatorNote;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.runtime.Commanded;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Those who reach in by hand, through any process, going by what they saw a while ago. */
final class Operators {
    private static final OperatorNote NOTE = new OperatorNote("an operator", "A customer has called.");

    private final World.Node desk;
    private final Chance chance;
    private final Trace trace;
    private final Cluster cluster;
    private final Database database;
    private final Promises promises;

    Operators(World world, Chance chance, Trace trace, Cluster cluster, Database database, Promises promises) {
        this.desk = world.node();
        this.chance = chance;
        this.trace = trace;
        this.cluster = cluster;
        this.database = database;
        this.promises = promises;
    }

    /** Looks at some saga, and a while later has it do something. */
    void reachIn() {
        var going = going();
        if (going.isEmpty()) {
            return;
        }
        var seen = chance.pick(going);
        var reading = chance.oneIn(2) ? Duration.ofMillis(5) : chance.between(Duration.ZERO, Duration.ofSeconds(3));
        desk.schedule(reading, () -> who(seen).ifPresent(process -> {
            var command = any(definition(process, seen));
            trace.note(() -> "an operator at " + process + " has " + seen.row().sagaId() + " " + command);
            tell(process, seen, command);
        }));
    }

    private static Definition definition(Process process, Chronicle seen) {
        return process.blueprints().get(seen.row().definition().toString()).definition();
    }

    private List<Chronicle> going() {
        return database.all().stream()
                .filter(chronicle -> !chronicle.row().status().isFinal())
                .toList();
    }

    private Optional<Process> who(Chronicle chronicle) {
        var knowing = cluster.open().stream()
                .filter(process -> process.blueprints()
                        .containsKey(chronicle.row().definition().toString()))
                .toList();
        return knowing.isEmpty() ? Optional.empty() : Optional.of(chance.pick(knowing));
    }

    private OperatorCommand any(Definition definition) {
        var step = chance.pick(List.copyOf(definition.steps())).name();
        return switch (chance.between(1, 12)) {
            case 1, 2, 3 -> new OperatorCommand.Pause();
            case 4, 5, 6 -> new OperatorCommand.Resume();
            case 7, 8, 9 -> new OperatorCommand.RetryStep(step);
            case 10 -> vouch(step);
            default -> new OperatorCommand.ForceCompensation();
        };
    }

    private static OperatorCommand vouch(String step) {
        return new OperatorCommand.MarkStepDone(step, Payload.of("by hand".getBytes(StandardCharsets.UTF_8)));
    }

    private void tell(Process process, Chronicle seen, OperatorCommand command) {
        var row = seen.row();
        tell(process, seen, () -> process.engine().command(row.sagaId(), row.lastSequence(), command, NOTE));
    }

    private void tell(Process process, Chronicle seen, Supplier<Uni<Commanded>> command) {
        process.node().execute(() -> command.get()
                .subscribe()
                .with(
                        commanded -> promises.commanded(seen.row().sagaId(), commanded),
                        failure -> trace.note(() -> "it was not heard: " + failure)));
    }

    /**
     * Nothing is left paused or in quarantine. Where someone has vouched for a step, a later one may have been asked for with
     * the participant's own answer before, and is refused for ever with another: someone has to vouch for that one too.
     */
    void letEverythingGoOn() {
        for (var seen : going()) {
            who(seen).ifPresent(process -> {
                var row = seen.row();
                if (row.quarantine().isPresent()) {
                    tell(process, seen, () -> process.engine().release(row.sagaId(), row.lastSequence(), NOTE));
                    return;
                }
                var saga = seen.replay(definition(process, seen));
                if (saga.pausedAt().isPresent()) {
                    tell(process, seen, new OperatorCommand.Resume());
                } else if (saga.doneByHand()) {
                    saga.steps().entrySet().stream()
                            .filter(step -> step.getValue().stuck())
                            .findFirst()
                            .ifPresent(step -> tell(process, seen, vouch(step.getKey())));
                }
            });
        }
    }
}
