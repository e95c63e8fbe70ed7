package dev.roundtrip.local.demo;

import dev.roundtrip.local.Bound;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.trip.v1.TripEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The running system as a scenario sees it: what it can do to the processes, whom it can ask, and what it can wait for.
 * What was done is remembered for the timeline.
 */
public final class Stage implements AutoCloseable {
    private static final Bound EVENT = new Bound(Duration.ofSeconds(30));
    private static final Bound END = new Bound(Duration.ofSeconds(90));

    private final LocalSystem system;
    private final TripClient client;
    private final Journal journal;
    private final List<Intervention> interventions = new ArrayList<>();

    /** Sets the stage in a system that has been started. */
    public Stage(LocalSystem system) {
        this.system = system;
        client = new TripClient(system.ports().of(ServiceName.ORCHESTRATOR));
        journal = new Journal(system.databases().of(ServiceName.ORCHESTRATOR));
    }

    TripClient client() {
        return client;
    }

    Journal journal() {
        return journal;
    }

    void pause(ServiceName service) {
        system.service(service).pause();
        remember(service.module() + " is paused (SIGSTOP)");
    }

    void resume(ServiceName service) {
        system.service(service).resume();
        remember(service.module() + " goes on (SIGCONT)");
    }

    void kill(ServiceName service) {
        system.service(service).kill();
        remember(service.module() + " is killed (SIGKILL)");
    }

    void restart(ServiceName service) {
        system.restart(service);
        remember(service.module() + " is back");
    }

    private void remember(String what) {
        interventions.add(new Intervention(Instant.now(), what));
    }

    /** Waits until the journal says so of a step, whoever may be dead meanwhile. */
    void awaitEvent(String tripId, TripEventType type, String step) {
        EVENT.awaitThat(type + " of " + step + " in trip " + tripId, () -> journal.has(tripId, type, step));
    }

    /** Waits until the journal says that the trip has ended, and how; asks no service, and so wakes none. */
    String awaitEnd(String tripId) {
        return END.await("the end of trip " + tripId, () -> journal.end(tripId));
    }

    /** Waits until no trip is running. */
    public void awaitRest() {
        END.awaitThat("every trip to end", () -> journal.unfinished() == 0);
    }

    /** What was done since this was last asked. */
    List<Intervention> takeInterventions() {
        var taken = List.copyOf(interventions);
        interventions.clear();
        return taken;
    }

    /** Has all services run again, whatever a scenario that broke off did to them. */
    public void recover() {
        for (var service : system.services()) {
            if (service.isAlive()) {
                service.resume();
            } else {
                system.restart(service);
            }
        }
        interventions.clear();
    }

    @Override
    public void close() {
        client.close();
    }
}
