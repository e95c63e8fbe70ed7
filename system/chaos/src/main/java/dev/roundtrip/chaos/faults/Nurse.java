package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Has processes run that should: what systemd or Kubernetes are in earnest. One that can't start because its database is
 * away ends, and is started again.
 */
final class Nurse {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalSystem system;
    private final Consumer<String> remarks;
    private final Set<String> meantToBeDown = ConcurrentHashMap.newKeySet();

    /**
     * Of one system.
     *
     * @param remarks is told of starts that failed and are tried again
     */
    Nurse(LocalSystem system, Consumer<String> remarks) {
        this.system = system;
        this.remarks = remarks;
    }

    /** Kills it; until it is brought back, its being away surprises nobody. */
    void kill(ServiceProcess service) {
        meantToBeDown.add(service.label());
        service.kill();
    }

    /**
     * Starts it, as often as it takes, and waits until it is ready.
     *
     * @throws LocalFailure when it doesn't get ready however often it is started
     */
    void bringBack(ServiceProcess service) {
        var end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                system.restart(service);
                meantToBeDown.remove(service.label());
                return;
            } catch (LocalFailure e) {
                if (service.isAlive() || Instant.now().isAfter(end) || system.isStopping()) {
                    throw e;
                }
                // The rest is the end of its log.
                remarks.accept(e.getMessage().lines().findFirst().orElse("") + " It is started again.");
            }
        }
    }

    /** Brings back who has ended without having been killed, and says who that was. */
    List<String> bringBackWhoEndedByThemselves() {
        var ended = new ArrayList<String>();
        for (var service : system.services()) {
            if (!service.isAlive() && !meantToBeDown.contains(service.label())) {
                ended.add(service.label() + " ended by itself, with exit code "
                        + service.onExit().join());
                bringBack(service);
            }
        }
        return ended;
    }
}
