package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.ServiceProcess;
import java.util.EnumSet;
import java.util.Set;

/** Breaks the running system, and mends it. */
final class Breaker {
    /** Something broken. */
    @FunctionalInterface
    interface Broken {
        /** Mends it, and waits until it is whole: a process until it is ready. From then on the system has to recover. */
        void mend();
    }

    private final LocalSystem system;
    private final Nurse nurse;
    private final DatabaseTrouble databases;

    Breaker(LocalSystem system, Nurse nurse) {
        this.system = system;
        this.nurse = nurse;
        databases = new DatabaseTrouble(system);
    }

    /** Those that can be done here. */
    static Set<Kind> kinds() {
        return EnumSet.of(
                Kind.ORCHESTRATOR_KILLED,
                Kind.PARTICIPANT_KILLED,
                Kind.POSTGRESQL_KILLED,
                Kind.ORCHESTRATOR_PAUSED,
                Kind.PARTICIPANT_PAUSED,
                Kind.CONNECTIONS_TERMINATED,
                Kind.STATEMENTS_CANCELLED,
                Kind.STATEMENTS_TIMED_OUT);
    }

    /** Breaks it. */
    Broken begin(Fault fault) {
        return switch (fault) {
            case Fault.Killed killed -> kill(process(killed.process()));
            case Fault.Paused paused -> pause(process(paused.process()));
            case Fault.PostgresKilled killed -> killPostgres();
            case Fault.LinkCut cut -> throw new UnsupportedOperationException();
            case Fault.LinkDelayed delayed -> throw new UnsupportedOperationException();
            case Fault.LinkHalfOpen halfOpen -> throw new UnsupportedOperationException();
            case Fault.LinkBlackHoled blackHoled -> throw new UnsupportedOperationException();
            case Fault.RepliesLost lost -> throw new UnsupportedOperationException();
            case Fault.ParticipantSlow slow -> throw new UnsupportedOperationException();
            case Fault.ConnectionsTerminated terminated -> databases.terminating(terminated.database());
            case Fault.StatementsCancelled cancelled -> databases.cancelling(cancelled.database());
            case Fault.StatementsTimedOut timedOut -> databases.locking(timedOut.database());
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
        return () -> nurse.bringBack(service);
    }

    private Broken pause(ServiceProcess service) {
        service.pause();
        return service::resume;
    }

    private Broken killPostgres() {
        system.stopPostgres();
        return system::startPostgres;
    }
}
