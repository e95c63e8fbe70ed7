package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Chronicle;
import dev.roundtrip.saga.journal.DefinitionVersion;
import dev.roundtrip.saga.journal.Deleted;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.KnownRequest;
import dev.roundtrip.saga.journal.SagaRow;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The journal as a process has it: each statement goes over a network, is done at one stroke where it arrives, or not at all,
 * and its reply comes back or doesn't. Who hears nothing gives up after a while, as the real client does; the statement may
 * be done all the same, also later.
 */
final class WiredJournal implements Journal {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final Network network;
    private final Process process;
    private final Weather weather;
    private final Trace trace;

    WiredJournal(Database database, Network network, Process process, Weather weather, Trace trace) {
        this.database = database;
        this.network = network;
        this.process = process;
        this.weather = weather;
        this.trace = trace;
    }

    @Override
    public Uni<List<StartResult>> start(List<Start> starts) {
        return write(starts.size(), () -> told(starts), () -> database.start(starts));
    }

    private static String told(List<Start> starts) {
        return starts.stream()
                .map(start -> "start " + start.saga().id() + " for " + start.requestId())
                .collect(Collectors.joining(", "));
    }

    @Override
    public Uni<Set<UUID>> append(List<Append> appends) {
        return write(appends.size(), () -> toldOf(appends), () -> database.append(process, appends));
    }

    static String toldOf(List<Append> appends) {
        return appends.stream()
                .map(append -> "append " + append.saga().id() + " after " + append.expectedSequence() + ": "
                        + append.events().stream()
                                .map(event -> Wording.of(event))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    @Override
    public Uni<Map<UUID, Chronicle>> read(Collection<UUID> sagaIds) {
        return ask(() -> "read " + sagaIds, () -> database.read(sagaIds));
    }

    @Override
    public Uni<Map<String, KnownRequest>> findRequests(Collection<String> requestIds) {
        return ask(() -> "find " + requestIds, () -> database.findRequests(requestIds));
    }

    @Override
    public Uni<List<SagaRow>> claimable(UUID node, Collection<DefinitionVersion> knows, int limit) {
        return ask(() -> "look for claimable ones", () -> database.claimable(node, knows, limit));
    }

    @Override
    public Uni<List<SagaRow>> unheld(UUID node, Collection<UUID> held, int limit) {
        return ask(
                () -> "look for unheld ones", () -> database.done(statements -> statements.unheld(node, held, limit)));
    }

    @Override
    public Uni<Void> quarantine(UUID sagaId, long sequence, String why) {
        return ask(() -> "quarantine " + sagaId + ": " + why, () -> database.quarantine(sagaId, sequence, why));
    }

    @Override
    public Uni<Map<UUID, SagaRow>> rows(Collection<UUID> sagaIds) {
        return ask(() -> "look at " + sagaIds, () -> database.done(statements -> statements.rows(sagaIds)));
    }

    @Override
    public Uni<Boolean> release(UUID sagaId, long sequence, UUID appendId, SagaEvent.SagaReleased event) {
        return ask(
                () -> "release " + sagaId + " after " + sequence,
                () -> database.done(statements -> statements.release(sagaId, sequence, appendId, event)));
    }

    @Override
    public Uni<Set<UUID>> quarantineUnknownVersions(int limit) {
        return ask(
                () -> "quarantine what nobody knows",
                () -> database.done(statements -> statements
                        .quarantineUnknownVersions(limit)
                        .invoke(found -> found.forEach(sagaId -> trace.saw(Sight.SET_ASIDE_AS_UNKNOWN)))));
    }

    @Override
    public Uni<Set<UUID>> releaseKnownVersions(
            Collection<DefinitionVersion> knows, int limit, UUID appendId, SagaEvent.SagaReleased event) {
        return ask(
                () -> "release what is known",
                () -> database.done(statements -> statements.releaseKnownVersions(knows, limit, appendId, event)));
    }

    @Override
    public Uni<Void> forgetNodes() {
        return ask(() -> "forget nodes", () -> database.done(Journal::forgetNodes));
    }

    @Override
    public Uni<Void> renew(UUID node, String name, Collection<DefinitionVersion> knows, Duration lease) {
        return ask(() -> "renew", () -> database.renew(node, name, knows, lease));
    }

    @Override
    public Uni<Void> release(UUID node) {
        return ask(() -> "release", () -> database.release(node));
    }

    @Override
    public Uni<Deleted> deleteEnded(Duration age, Instant from, int limit) {
        return ask(
                () -> "delete what has ended",
                () -> database.done(statements -> statements.deleteEnded(age, from, limit)));
    }

    @Override
    public Uni<Deleted> deleteRequests(Duration age, Instant from, int limit) {
        return ask(
                () -> "delete request ids",
                () -> database.done(statements -> statements.deleteRequests(age, from, limit)));
    }

    @Override
    public Uni<List<String>> durabilityGaps() {
        return Uni.createFrom().item(List.of());
    }

    // ---- over the wire

    private <T> Uni<T> write(int size, Supplier<String> what, Supplier<Network.Effect<T>> statement) {
        boolean refused = size > 1 && weather.refusesBatch();
        if (refused) {
            trace.saw(Sight.BATCH_REFUSED_WHOLE);
            return over(false, what, () -> new Network.Effect.Failure<>("refused whole"), IllegalStateException::new);
        }
        return over(true, what, statement, WiredJournal::unavailable);
    }

    private <T> Uni<T> ask(Supplier<String> what, Supplier<Network.Effect<T>> statement) {
        return over(false, what, statement, WiredJournal::unavailable);
    }

    private static Throwable unavailable(String why) {
        return new JournalUnavailable(why, null);
    }

    private <T> Uni<T> over(
            boolean isWrite,
            Supplier<String> what,
            Supplier<Network.Effect<T>> statement,
            Function<String, Throwable> trouble) {
        var heard =
                network.ask(process, new StatementFate(isWrite), () -> process + " " + what.get(), statement, trouble);
        return Uni.createFrom().emitter(emitter -> {
            var patience = process.node()
                    .schedule(
                            PATIENCE,
                            () -> emitter.fail(unavailable("no answer within " + PATIENCE.toSeconds() + " s")));
            heard.subscribe()
                    .with(
                            item -> {
                                patience.cancel();
                                emitter.complete(item);
                            },
                            failure -> {
                                patience.cancel();
                                emitter.fail(failure);
                            });
        });
    }

    private final class StatementFate implements Network.Fate {
        private final boolean isWrite;

        private StatementFate(boolean isWrite) {
            this.isWrite = isWrite;
        }

        @Override
        public boolean isLost() {
            return seen(weather.losesWrite(), Sight.WRITE_NEVER_ARRIVED);
        }

        @Override
        public boolean isDoubled() {
            return isWrite && seen(weather.doublesWrite(), Sight.WRITE_ARRIVED_TWICE);
        }

        @Override
        public boolean isReplyLost() {
            return seen(weather.losesWriteReply(), Sight.WRITE_DONE_AND_NOT_HEARD_OF);
        }

        private boolean seen(boolean happens, Sight sight) {
            if (happens && isWrite) {
                trace.saw(sight);
            }
            return happens;
        }

        @Override
        public boolean isNoticed() {
            return weather.isNoticed();
        }

        @Override
        public Duration takes() {
            return weather.writeTakes();
        }
    }
}
