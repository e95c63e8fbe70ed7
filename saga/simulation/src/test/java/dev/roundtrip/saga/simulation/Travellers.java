package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Those who want sagas: they ask any process, some of them two at once, ask again when they hear nothing or give up, wait for
 * the end, or change their minds and tell any process so. Some use a request id that another has used.
 */
final class Travellers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final World.Node outside;
    private final Chance chance;
    private final Trace trace;
    private final Cluster cluster;
    private final Promises promises;
    private final List<Traveller> all = new ArrayList<>();
    private boolean calm;

    Travellers(World world, Chance chance, Trace trace, Cluster cluster, Promises promises) {
        this.outside = world.node();
        this.chance = chance;
        this.trace = trace;
        this.cluster = cluster;
        this.promises = promises;
    }

    void arrive(AnyBlueprint blueprint, Duration within) {
        int number = all.size();
        boolean reuses = number > 0 && chance.oneIn(8);
        var requestId = "request-" + (reuses ? chance.between(0, number - 1) : number);
        if (reuses) {
            trace.saw(Sight.REQUEST_ID_USED_FOR_ANOTHER);
        }
        var traveller = new Traveller(requestId, blueprint, blueprint.anyOrder(chance, number));
        all.add(traveller);
        var when = chance.between(Duration.ZERO, within);
        outside.schedule(when, traveller::ask);
        if (chance.oneIn(4)) {
            trace.saw(Sight.REQUEST_ON_TWO_NODES);
            outside.schedule(when, traveller::ask);
        }
        if (chance.oneIn(3)) {
            outside.schedule(
                    when.plus(chance.between(Duration.ZERO, chance.oneIn(2) ? Duration.ofSeconds(1) : within)),
                    traveller::changeMind);
        }
    }

    /** From now on nobody gives up before being answered. */
    void calmDown() {
        calm = true;
        all.forEach(Traveller::ask);
    }

    boolean areAnswered() {
        return all.stream().allMatch(traveller -> traveller.answered);
    }

    private <T> void ask(Process process, Uni<T> question, Consumer<T> heard, Runnable unheard) {
        var settled = new boolean[1];
        Consumer<Runnable> once = then -> {
            if (!settled[0]) {
                settled[0] = true;
                then.run();
            }
        };
        outside.schedule(PATIENCE, () -> once.accept(unheard));
        // Asking is a task of the process: one that is paused is asked when it wakes up.
        process.node().execute(() -> question.subscribe()
                .with(answer -> once.accept(() -> heard.accept(answer)), failure -> once.accept(unheard)));
    }

    private final class Traveller {
        private final String requestId;
        private final AnyBlueprint blueprint;
        private final Order order;
        private boolean answered;

        private Traveller(String requestId, AnyBlueprint blueprint, Order order) {
            this.requestId = requestId;
            this.blueprint = blueprint;
            this.order = order;
        }

        private void ask() {
            if (answered) {
                return;
            }
            var name = blueprint.name() + " v" + blueprint.version();
            var knowing = cluster.open().stream()
                    .filter(process -> process.blueprints().containsKey(name))
                    .toList();
            if (knowing.isEmpty()) {
                askLater();
                return;
            }
            var process = chance.pick(knowing);
            trace.note(() -> requestId + " asks " + process + " for " + name + ", " + order);
            var start = process.engine().start(process.blueprints().get(name), requestId, order.fingerprint(), order);
            Travellers.this.ask(process, start, started -> heard(process, started), () -> {
                trace.saw(Sight.START_NEVER_HEARD_OF);
                askLater();
            });
        }

        private void askLater() {
            if (calm || chance.between(1, 4) > 1) {
                outside.schedule(chance.between(Duration.ofMillis(100), Duration.ofSeconds(3)), this::ask);
            }
        }

        private void heard(Process process, Started started) {
            trace.note(() -> requestId + " hears of " + process + ": " + started);
            switch (started) {
                case Started.Accepted accepted -> acknowledged(process, accepted.sagaId());
                case Started.Repeated repeated -> acknowledged(process, repeated.sagaId());
                case Started.Conflicting conflicting -> {
                    answered = true;
                    promises.conflicting(requestId, order, conflicting.sagaId());
                }
                case Started.NoLongerKept gone ->
                    throw new IllegalStateException("nobody deletes anything here: " + gone);
                case Started.Busy busy -> askLater();
                case Started.Stopping stopping -> askLater();
            }
        }

        private void acknowledged(Process process, UUID sagaId) {
            answered = true;
            promises.acknowledged(requestId, order, sagaId);
            process.engine().whenEnded(sagaId).subscribe().with(promises::ended, elsewhere -> {});
        }

        private void changeMind() {
            var open = cluster.open();
            promises.sagaOf(requestId).filter(known -> !open.isEmpty()).ifPresent(sagaId -> {
                var process = chance.pick(open);
                trace.note(() -> requestId + " cancels " + sagaId + " at " + process);
                Travellers.this.ask(
                        process,
                        process.engine().cancel(sagaId, "Changed my mind."),
                        answer -> promises.cancelled(sagaId, answer),
                        () -> {});
            });
        }
    }
}
