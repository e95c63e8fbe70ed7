package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.proxy.Direction;
import dev.roundtrip.chaos.proxy.LinkFault;
import dev.roundtrip.chaos.proxy.Links;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceProcess;
import java.time.Duration;

/** Breaks the running system, and mends it. */
final class Breaker {
    /** Something broken. */
    @FunctionalInterface
    interface Broken {
        /**
         * Mends it, and waits until it is whole: a process until it is ready. From then on the system has to recover.
         *
         * @return whether anybody felt it
         */
        boolean mend();
    }

    private final LocalSystem system;
    private final Nurse nurse;
    private final DatabaseTrouble databases;
    private final LinkTrouble links;

    Breaker(LocalSystem system, Nurse nurse, Links links) {
        this.system = system;
        this.nurse = nurse;
        databases = new DatabaseTrouble(system);
        this.links = new LinkTrouble(links);
    }

    /** Breaks it. */
    Broken begin(Fault fault) {
        return switch (fault) {
            case Fault.Killed killed -> kill(process(killed.process()));
            case Fault.Away away when away.kind() == Kind.ORCHESTRATOR_DEAD -> kill(process(away.process()));
            case Fault.Away away -> pause(process(away.process()));
            case Fault.Paused paused -> pause(process(paused.process()));
            case Fault.PostgresKilled killed -> killPostgres();
            case Fault.LinkCut cut -> links.on(cut.arrow(), new LinkFault.Refused());
            case Fault.LinkDelayed delayed ->
                links.on(delayed.arrow(), new LinkFault.Delayed(delayed.latency(), delayed.jitter()));
            case Fault.LinkHalfOpen halfOpen ->
                links.on(
                        halfOpen.arrow(),
                        new LinkFault.HalfOpen(halfOpen.answers() ? Direction.ANSWERS : Direction.REQUESTS));
            case Fault.LinkBlackHoled blackHoled -> links.on(blackHoled.arrow(), new LinkFault.BlackHole());
            case Fault.RepliesLost lost -> links.losingReplies(lost.arrow());
            case Fault.ParticipantSlow slow ->
                links.onAllTo(slow.participant(), new LinkFault.Delayed(slow.latency(), Duration.ZERO));
            case Fault.ConnectionsTerminated terminated -> databases.terminating(terminated.database());
            case Fault.StatementsCancelled cancelled -> databases.cancelling(cancelled.database());
            case Fault.TablesLocked locked -> databases.locking(locked.database());
            case Fault.WritesStalled stalled -> databases.stalling(stalled.database());
        };
    }

    private ServiceProcess process(String label) {
        return system.services().stream()
                .filter(service -> service.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no process " + label));
    }

    private Broken kill(ServiceProcess service) {
        nurse.kill(service);
        return felt(() -> nurse.bringBack(service));
    }

    private Broken pause(ServiceProcess service) {
        service.pause();
        return felt(service::resume);
    }

    private Broken killPostgres() {
        system.crashPostgres();
        return felt(system::startPostgres);
    }

    /** Nobody can do without it unharmed. */
    private static Broken felt(Runnable mending) {
        return () -> {
            mending.run();
            return true;
        };
    }
}
