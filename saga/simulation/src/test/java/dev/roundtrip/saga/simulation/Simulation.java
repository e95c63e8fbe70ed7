package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.core.StepKind;
import dev.roundtrip.saga.simulation.Violation.Invariant;
import dev.roundtrip.saga.testkit.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: orchestrators, a journal, participants and travellers in a storm, all of it drawn from one seed, and then a calm in
 * which everything must come to its end and agree. The engine is the one of production; only clock, network and storage are not.
 */
final class Simulation {
    private static final Duration TO_THE_END = Duration.ofMinutes(10);
    private static final Duration STILL_LISTENING = Duration.ofSeconds(15);
    private static final Duration LATEST_MESSAGE = Duration.ofMinutes(4);
    private static final Duration SLICE = Duration.ofSeconds(2);

    /** What came of a run. */
    record Report(long seed, List<Violation> violations, Trace trace, long digest) {
        boolean isSound() {
            return violations.isEmpty();
        }

        boolean breaks(Invariant invariant) {
            return violations.stream().anyMatch(violation -> violation.invariant() == invariant);
        }
    }

    private final long seed;
    private final World world = new World();
    private final Chance chance;
    private final Trace trace;
    private final Weather weather;
    private final Database database;
    private final Services services;
    private final Promises promises;
    private final Cluster cluster;
    private final Travellers travellers;
    private final Operators operators;
    private final List<AnyBlueprint> blueprints;
    private final World.Node fate;

    private Simulation(long seed, Parts parts, Trace trace) {
        this.seed = seed;
        this.trace = trace;
        chance = new Chance(seed);
        var start = world.now();
        trace.timedBy(() ->
                String.format("%10.3f", Duration.between(start, world.now()).toNanos() / 1e9));
        weather = new Weather(chance.split());
        blueprints = anyBlueprints();
        database = new Database(parts.database().apply(world, chance.split()), trace);
        services = new Services(parts.barrier(), trace);
        promises = new Promises(database, trace);
        cluster = new Cluster(world, chance.split(), weather, trace, parts, database, services, promises, blueprints);
        travellers = new Travellers(world, chance.split(), trace, cluster, promises);
        operators = new Operators(world, chance.split(), trace, cluster, database, promises);
        fate = world.node();
    }

    static Report run(long seed, Parts parts, Trace trace) {
        return new Simulation(seed, parts, trace).run();
    }

    private List<AnyBlueprint> anyBlueprints() {
        var drawn = new ArrayList<AnyBlueprint>();
        drawn.add(AnyBlueprint.drawn(chance, "any", 1));
        if (chance.oneIn(3)) {
            drawn.add(AnyBlueprint.drawn(chance, "any", 2));
        }
        return drawn;
    }

    private Report run() {
        var violations = new ArrayList<Violation>();
        try {
            storm();
            calm();
            comeToRest(violations);
            audit(violations, "at rest");
            services.redeliverEveryRequest();
            audit(violations, "after every reserve has arrived once more");
            database.all().forEach(new Witness(trace)::read);
        } catch (RuntimeException | AssertionError e) {
            violations.add(new Violation(Invariant.MAKES_SENSE, "it came to a stop: " + e));
        }
        violations.forEach(violation -> trace.note(() -> "VIOLATION " + violation));
        return new Report(seed, violations, trace, digest());
    }

    // ---- the storm

    private void storm() {
        var length = chance.between(Duration.ofSeconds(2), Duration.ofSeconds(40));
        int sagas = chance.between(1, 5);
        for (var blueprint : blueprints) {
            blueprint.steps().forEach(step -> services.stock(step.name(), anyStock(step.kind(), sagas)));
        }
        int processes = chance.between(1, 3);
        for (int number = 1; number <= processes; number++) {
            cluster.start(number == 1);
        }
        var arrivals = chance.oneIn(3) ? Duration.ofMillis(30) : length.dividedBy(2);
        for (int number = 0; number < sagas; number++) {
            travellers.arrive(chance.pick(blueprints), arrivals);
        }
        troubleTheServices(length);
        troubleTheDatabase(length);
        strangersCancel(length);
        peopleReachIn(length);
        world.run(length);
    }

    /** What is tried until it succeeds has to succeed in the end: a no would be for good. */
    private int anyStock(StepKind kind, int sagas) {
        if (kind == StepKind.RETRIABLE) {
            return 1000;
        }
        return chance.oneIn(5) ? chance.between(0, 1) : chance.between(1, sagas + 1);
    }

    private void troubleTheServices(Duration length) {
        for (var step : services.steps()) {
            if (chance.oneIn(3)) {
                var health = chance.pick(List.of(
                        Services.Health.SLOW,
                        Services.Health.SLOW,
                        Services.Health.AWAY,
                        Services.Health.AWAY,
                        Services.Health.MISCONFIGURED,
                        Services.Health.FINDS_CALLS_INVALID));
                forAWhile(
                        length, () -> services.become(step, health), () -> services.become(step, Services.Health.WELL));
            }
            if (chance.oneIn(4)) {
                fate.schedule(chance.between(Duration.ZERO, length), () -> services.stock(step, 1));
            }
        }
    }

    /** Someone cancels a step at its participant, by hand, while its saga is under way. */
    private void strangersCancel(Duration length) {
        // A retriable step that was cancelled by someone would be tried for ever.
        var refusable = services.steps().stream()
                .filter(step -> !step.startsWith("then-"))
                .toList();
        if (!refusable.isEmpty() && chance.oneIn(6)) {
            fate.schedule(chance.between(Duration.ZERO, length), () -> database.all().stream()
                    .filter(chronicle -> chronicle.row().status() == SagaStatus.RUNNING)
                    .findFirst()
                    .ifPresent(chronicle -> services.strangerCancels(
                            new Services.Key(chronicle.row().sagaId(), chance.pick(refusable)))));
        }
    }

    private void peopleReachIn(Duration length) {
        if (chance.oneIn(2)) {
            for (int times = chance.between(1, 6); times > 0; times--) {
                fate.schedule(chance.between(Duration.ZERO, length), operators::reachIn);
            }
        }
        if (chance.oneIn(5)) {
            fate.schedule(chance.between(Duration.ZERO, length), cluster::stopOne);
        }
    }

    private void troubleTheDatabase(Duration length) {
        if (chance.oneIn(3)) {
            forAWhile(length, database::goAway, database::comeBack);
        }
    }

    private void forAWhile(Duration length, Runnable begin, Runnable end) {
        var from = chance.between(Duration.ZERO, length);
        fate.schedule(from, begin);
        fate.schedule(from.plus(chance.between(Duration.ofMillis(200), Duration.ofSeconds(15))), end);
    }

    // ---- the calm

    private void calm() {
        trace.note(() -> "calm");
        weather.calmDown();
        database.comeBack();
        services.steps().forEach(step -> services.become(step, Services.Health.WELL));
        cluster.calmDown();
        travellers.calmDown();
    }

    /** Everything ends; then whatever is still on its way arrives. */
    private void comeToRest(List<Violation> violations) {
        var waited = Duration.ZERO;
        while (!isAtRest() && waited.compareTo(TO_THE_END) < 0) {
            world.run(SLICE);
            database.comeBack();
            services.steps().forEach(step -> services.become(step, Services.Health.WELL));
            cluster.alive().forEach(Process::wakeUp);
            operators.letEverythingGoOn();
            waited = waited.plus(SLICE);
        }
        if (!isAtRest()) {
            violations.add(new Violation(
                    Invariant.COMES_TO_AN_END,
                    "not at rest " + TO_THE_END.toMinutes() + " minutes after everything works again"));
        }
        for (var process : cluster.alive()) {
            if (process.engine().inFlight() > 0) {
                violations.add(new Violation(
                        Invariant.COMES_TO_AN_END,
                        process + " still holds " + process.engine().inFlight() + " sagas"));
            }
        }
        world.run(STILL_LISTENING);
        cluster.vanish();
        world.run(LATEST_MESSAGE);
    }

    private boolean isAtRest() {
        return travellers.areAnswered()
                && database.all().stream()
                        .allMatch(chronicle -> chronicle.row().status().isFinal())
                && cluster.alive().stream().allMatch(process -> process.engine().inFlight() == 0);
    }

    private void audit(List<Violation> violations, String when) {
        violations.addAll(new Audit(database, services, promises, cluster.definitions()).violations(when));
    }

    /** Two runs that differ have, but for a rare chance, different ones. */
    private long digest() {
        long digest = world.now().getNano();
        for (var chronicle : database.all()) {
            for (var event : chronicle.events()) {
                digest = digest * 31 + Wording.of(event.event()).hashCode();
                digest = digest * 31 + event.event().at().hashCode();
            }
        }
        return digest;
    }
}
