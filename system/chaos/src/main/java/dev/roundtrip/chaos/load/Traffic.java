package dev.roundtrip.chaos.load;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.trip.v1.TripStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Many clients at once, of every kind there is, against one or more orchestrators: a story begins at a steady pace, whatever
 * becomes of those before it. All that they will do is decided by a seed; what they are told is remembered.
 *
 * <p>Goes on through anything that happens to the system. Bounded: so many stories under way at once, past which new ones are
 * left out and counted; and what was told is forgotten again by {@link ClientView#settle}.
 */
public final class Traffic implements AutoCloseable {
    /** Fewer than an orchestrator lets watch at once. */
    private static final int MOST_STORIES = 400;

    private static final Duration BETWEEN_READS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LISTS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(400);
    private static final Duration BETWEEN_RECONNECTS = Duration.ofSeconds(1);
    private static final Duration LAST_STORIES = Patience.LIMIT.multipliedBy(3);
    private static final Bound LAST_COMMANDS = new Bound(Duration.ofSeconds(60));
    private static final TripStatus[] LISTED = {
        TripStatus.TRIP_STATUS_UNSPECIFIED, TripStatus.TRIP_STATUS_RUNNING, TripStatus.TRIP_STATUS_COMPLETED
    };

    private final Stories stories;
    private final int perSecond;
    private final Scene scene;
    private final ClientView view;
    private final Testimony operators;
    private final Operator operator;
    private final Semaphore room = new Semaphore(MOST_STORIES);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ending;

    private Traffic(Stories stories, int perSecond, Scene scene) {
        this.stories = stories;
        this.perSecond = perSecond;
        this.scene = scene;
        // Not among the requests of travellers: no trip is to be found for it.
        operators = new Testimony("of no traveller");
        operator = new Operator(scene, operators);
        view = new ClientView(scene.testimonies(), List.of(operators), stories.requestIdPrefix());
    }

    /**
     * Puts something to book into the participants' databases, and begins.
     *
     * @param seed decides what the clients do
     * @param perSecond how many stories begin in a second; each is a booking or two, and what belongs to them
     * @param orchestrators where they listen, such as {@code 127.0.0.1:8080}; at least one
     * @param databases the system's
     */
    public static Traffic start(long seed, int perSecond, List<String> orchestrators, Databases databases) {
        var today = LocalDate.now(ZoneOffset.UTC);
        Stock.load(databases, today);
        var doors = orchestrators.stream().map(Door::new).toList();
        var traffic =
                new Traffic(new Stories(seed, today), perSecond, new Scene(doors, new Testimonies(), new Meter()));
        traffic.begin();
        return traffic;
    }

    private void begin() {
        threads.execute(this::beginStories);
        threads.execute(() -> every(BETWEEN_READS, this::read));
        threads.execute(() -> every(BETWEEN_LISTS, this::list));
        threads.execute(() -> every(BETWEEN_COMMANDS, operator::meddle));
        threads.execute(() -> every(BETWEEN_RECONNECTS, random -> scene.doors().forEach(Door::forgetThatItWasAway)));
    }

    private void beginStories() {
        var begin = System.nanoTime();
        for (long number = 0; !ending; number++) {
            var due = begin + number * TimeUnit.SECONDS.toNanos(1) / perSecond;
            Patience.sleep(Duration.ofNanos(due - System.nanoTime()));
            if (ending || Thread.currentThread().isInterrupted()) {
                return;
            }
            if (room.tryAcquire()) {
                var story = stories.story(number);
                scene.meter().open.incrementAndGet();
                threads.execute(() -> play(story));
            } else {
                scene.meter().leftOut.increment();
            }
        }
    }

    private void play(Story story) {
        try {
            new Traveller(scene, story, threads).play();
        } catch (RuntimeException e) {
            operators.contradiction("story " + story.number() + " broke off: " + e);
        } finally {
            scene.meter().open.decrementAndGet();
            room.release();
        }
    }

    private interface Errand {
        void run(SplittableRandom random);
    }

    private void every(Duration pause, Errand errand) {
        var random = new SplittableRandom(stories.seed());
        while (!ending && !Thread.currentThread().isInterrupted()) {
            try {
                errand.run(random);
            } catch (RuntimeException e) {
                operators.contradiction("a client that goes round broke off: " + e);
            }
            Patience.sleep(pause);
        }
    }

    private void read(SplittableRandom random) {
        var door = scene.door(random.nextInt(scene.doors().size()));
        boolean overRest = random.nextInt(5) == 0;
        scene.testimonies().any(random.nextInt()).ifPresent(recent -> {
            recent.testimony().began();
            try {
                new Reading(scene, door).trip(recent.testimony(), recent.tripId(), overRest);
            } finally {
                recent.testimony().ended();
            }
        });
    }

    private void list(SplittableRandom random) {
        var door = scene.door(random.nextInt(scene.doors().size()));
        new Reading(scene, door)
                .list(LISTED[random.nextInt(LISTED.length)], operators)
                .forEach(operators::contradiction);
    }

    /** How far the clients are, now. */
    public Counts counts() {
        return scene.meter().counts();
    }

    /** How long it took those who waited until their trip was decided, since the last time that this was asked. */
    public Counts.Latency decidedSinceLastAsked() {
        return scene.meter().decidedLately();
    }

    /** When someone was last told by that orchestrator that their trip is accepted; empty when nobody has been. */
    public Optional<Instant> lastAccepted(String orchestrator) {
        return scene.meter().lastAccepted(orchestrator);
    }

    /** When someone who had just asked that orchestrator was last told that their trip is booked; empty when nobody has been. */
    public Optional<Instant> lastCompleted(String orchestrator) {
        return scene.meter().lastCompleted(orchestrator);
    }

    /** What all clients have been told so far, which grows as long as they go on. */
    public ClientView view() {
        return view;
    }

    /** The sagas that operators found in quarantine when all clients were done, and let go on: by themselves they would not have. */
    public Set<String> foundInQuarantine() {
        return operator.foundInQuarantine();
    }

    /**
     * Begins no more stories, waits until those that have begun are over, which takes minutes when nobody answers, and has every
     * saga go on that an operator stopped.
     *
     * @return what all clients were told
     * @throws LocalFailure when sagas can't be made to go on
     */
    public ClientView stop() {
        ending = true;
        new Bound(LAST_STORIES)
                .awaitThat(
                        "the last stories to be over", () -> scene.meter().open.get() == 0);
        int[] door = {0};
        LAST_COMMANDS.awaitThat(
                "every saga that was stopped to go on",
                () -> operator.letAllGoOn(door[0]++).filter(left -> left == 0).isPresent());
        return view;
    }

    /** Drops everything at once. */
    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
        scene.doors().forEach(Door::close);
    }
}
