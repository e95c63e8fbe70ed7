package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.runtime.AdmissionLimits;
import dev.roundtrip.saga.runtime.EngineDecidingBy;
import dev.roundtrip.saga.runtime.EngineSettings;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The orchestrators: started, killed, paused and woken up, each with the production engine in it. */
final class Cluster implements Process.Keeper {
    private final World world;
    private final World.Node fate;
    private final Chance chance;
    private final Weather weather;
    private final Trace trace;
    private final Parts parts;
    private final Database database;
    private final Services services;
    private final Network network;
    private final Promises promises;
    private final Messages messages;
    private final List<AnyBlueprint> blueprints;
    private final List<Process> processes = new ArrayList<>();

    Cluster(
            World world,
            Chance chance,
            Weather weather,
            Trace trace,
            Parts parts,
            Database database,
            Services services,
            Promises promises,
            List<AnyBlueprint> blueprints) {
        this.world = world;
        this.fate = world.node();
        this.chance = chance;
        this.weather = weather;
        this.trace = trace;
        this.parts = parts;
        this.database = database;
        this.services = services;
        this.network = new Network(world, trace);
        this.promises = promises;
        this.blueprints = blueprints;
        this.messages = new Messages(world, chance.split(), weather, trace, promises, this::open);
    }

    /** Starts a process, with a clock that is wrong by some seconds; it knows all blueprints, or only some. */
    Process start(boolean knowsAll) {
        var offset = chance.between(Duration.ofSeconds(-3), Duration.ofSeconds(3));
        var name = "process-" + (processes.size() + 1);
        var process = new Process(name, world.node(offset), weather, trace, this);
        for (var blueprint : blueprints) {
            if (knowsAll || chance.between(1, 4) > 1) {
                process.knows(blueprint.calling(new ProcessCalls(process)));
            }
        }
        process.runs(EngineDecidingBy.machine(
                parts.machine(),
                parts.client()
                        .over(new WiredJournal(database, network, process, weather, trace), process, chance.split()),
                process.node(),
                anySettings(name),
                List.<SagaBlueprint<?>>copyOf(process.blueprints().values()),
                chance::uuid));
        processes.add(process);
        open(process);
        return process;
    }

    private EngineSettings anySettings(String name) {
        return new EngineSettings(
                name,
                AdmissionLimits.ofNumber(chance.oneIn(5) ? 2 : 1000),
                chance.between(Duration.ofSeconds(2), Duration.ofSeconds(6)),
                chance.between(Duration.ofMillis(500), Duration.ofSeconds(2)),
                chance.between(1, 5),
                chance.oneIn(3) ? chance.between(1, 3) : 1000,
                Duration.ofMillis(chance.between(0, 50)),
                chance.between(1, 8),
                chance.between(1, 3),
                Duration.ofMillis(chance.between(50, 400)),
                Duration.ofSeconds(2));
    }

    /** As the application does: nobody can ask it before it is open, which it is not while the journal can't be reached. */
    private void open(Process process) {
        trace.note(() -> process + " starts, and knows " + process.blueprints().keySet());
        process.engine().open().subscribe().with(opened -> process.opens(), failure -> process.node()
                .schedule(Duration.ofSeconds(1), () -> open(process)));
    }

    /** Makes the calls of one process: over the network, to the services, and back. */
    private final class ProcessCalls implements AnyBlueprint.Calls {
        private final Process process;

        private ProcessCalls(Process process) {
            this.process = process;
        }

        @Override
        public Uni<Outcome> forward(StepCall<Order> call, String known) {
            promises.calls(process, Direction.FORWARD, call);
            var request = services.sent(call, known);
            return asked(Direction.FORWARD, call, () -> services.take(request));
        }

        @Override
        public Uni<Outcome> out(Direction direction, StepCall<Order> call) {
            promises.calls(process, direction, call);
            var key = new Services.Key(call.sagaId(), call.step());
            return asked(direction, call, () -> services.takeBack(direction, key));
        }

        private Uni<Outcome> asked(Direction direction, StepCall<Order> call, Supplier<Outcome> effect) {
            return network.ask(
                            process,
                            new CallFate(call.step()),
                            () -> process + " calls " + call.step() + " " + direction + " of " + call.sagaId(),
                            () -> arrives(direction, call, effect),
                            IllegalStateException::new)
                    .onFailure()
                    .recoverWithItem(
                            failure -> new Outcome.Unknown(new Fault(Fault.Kind.TRANSIENT, failure.getMessage())))
                    .map(outcome -> parts.hearing().apply(direction, outcome));
        }

        @Override
        public Uni<Finding> probe(StepCall<Order> call) {
            var key = new Services.Key(call.sagaId(), call.step());
            return network.ask(
                            process,
                            new CallFate(call.step()),
                            () -> process + " probes " + key,
                            () -> services.health(call.step()) == Services.Health.AWAY
                                    ? new Network.Effect.Failure<Finding>("the service is away")
                                    : new Network.Effect.Answer<>(services.find(key)),
                            IllegalStateException::new)
                    .map(parts.probing());
        }
    }

    private Network.Effect<Outcome> arrives(Direction direction, StepCall<Order> call, Supplier<Outcome> effect) {
        if (services.health(call.step()) == Services.Health.AWAY) {
            trace.saw(Sight.SERVICE_AWAY);
            return new Network.Effect.Failure<>("the service is away");
        }
        if (weather.rollsBack()) {
            trace.saw(Sight.SERVICE_ROLLED_BACK);
            return new Network.Effect.Failure<>("the service's transaction was rolled back");
        }
        var outcome = effect.get();
        trace.note(() -> call.step() + " " + direction + " of " + call.sagaId() + ": " + outcome);
        return new Network.Effect.Answer<>(
                messages.isAnsweredLater(direction, call, outcome) ? new Outcome.Accepted() : outcome);
    }

    private final class CallFate implements Network.Fate {
        private final String step;

        private CallFate(String step) {
            this.step = step;
        }

        @Override
        public boolean isLost() {
            return seen(weather.losesCall(), Sight.CALL_LOST);
        }

        @Override
        public boolean isDoubled() {
            return seen(weather.doublesCall(), Sight.CALL_ARRIVED_TWICE);
        }

        @Override
        public boolean isReplyLost() {
            return seen(weather.losesReply(), Sight.REPLY_LOST);
        }

        private boolean seen(boolean happens, Sight sight) {
            if (happens) {
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
            if (services.health(step) == Services.Health.SLOW) {
                trace.saw(Sight.SERVICE_SLOW);
                return chance.between(Duration.ofMillis(200), Duration.ofSeconds(5));
            }
            return weather.callTakes();
        }
    }

    // ---- who runs

    List<Process> alive() {
        return processes.stream().filter(process -> !process.isDead()).toList();
    }

    /** Those that can be asked, paused or not. */
    List<Process> open() {
        return processes.stream().filter(Process::isOpen).toList();
    }

    @Override
    public void died(Process process) {
        fate.schedule(chance.between(Duration.ofMillis(200), Duration.ofSeconds(15)), () -> start(chance.oneIn(2)));
    }

    @Override
    public void paused(Process process) {
        fate.schedule(weather.pauseTakes(), process::wakeUp);
    }

    /** Tells a process to stop: it hands over what it has, and is gone; another one takes its place. */
    void stopOne() {
        var open = open();
        if (!open.isEmpty()) {
            var process = chance.pick(open);
            trace.note(() -> process + " is told to stop");
            trace.saw(Sight.PROCESS_STOPPED_ORDERLY);
            process.closes();
            process.node().execute(() -> process.engine().drain().subscribe().with(done -> process.ends()));
        }
    }

    /** What there ever was to know, by name and version. */
    Map<String, Definition> definitions() {
        var definitions = new LinkedHashMap<String, Definition>();
        processes.forEach(process ->
                process.blueprints().forEach((name, blueprint) -> definitions.put(name, blueprint.definition())));
        return definitions;
    }

    /** All are gone, and nobody hears any more what arrives. */
    void vanish() {
        processes.forEach(Process::vanish);
    }

    /** Wakes up all that sleep, and has one more that knows everything. */
    void calmDown() {
        alive().forEach(Process::wakeUp);
        start(true);
    }
}
