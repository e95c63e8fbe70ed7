package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.ServiceName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One thing that is broken, for how long, and then mended. */
public sealed interface Fault {

    /**
     * A process that is killed by SIGKILL.
     *
     * @param process its label; an orchestrator's or a participant's
     * @param lasting how long until it is started again
     */
    record Killed(Kind kind, String process, Duration lasting) implements Fault {}

    /**
     * An orchestrator that is killed by SIGKILL, or stopped by SIGSTOP, and not missed when all goes well.
     *
     * @param process its label
     * @param lasting how long until it is started again, or goes on: longer than the system may take to recover without it
     */
    record Away(Kind kind, String process, Duration lasting) implements Fault {}

    /**
     * A process that is stopped in its tracks by SIGSTOP.
     *
     * @param process its label
     * @param lasting how long until it goes on
     */
    record Paused(Kind kind, String process, Duration lasting) implements Fault {}

    /**
     * PostgreSQL's first process, killed by SIGKILL; the others end when they find it gone.
     *
     * @param lasting how long until it is started again
     */
    record PostgresKilled(Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.POSTGRESQL_KILLED;
        }
    }

    /** Connections that are reset, and no new ones. */
    record LinkCut(Arrow arrow, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.LINK_CUT;
        }
    }

    /**
     * Everything comes late.
     *
     * @param latency how late at least
     * @param jitter how much later than that at most
     */
    record LinkDelayed(Arrow arrow, Duration latency, Duration jitter, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.LINK_DELAYED;
        }
    }

    /**
     * One direction is swallowed.
     *
     * @param answers whether it is the answers that are; the questions otherwise
     */
    record LinkHalfOpen(Arrow arrow, boolean answers, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.LINK_HALF_OPEN;
        }
    }

    /** Both directions are swallowed. */
    record LinkBlackHoled(Arrow arrow, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.LINK_BLACK_HOLED;
        }
    }

    /** Answers are swallowed and then the connections cut: what was asked for has been done. */
    record RepliesLost(Arrow arrow, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.REPLIES_LOST;
        }
    }

    /**
     * A participant that answers everyone late.
     *
     * @param participant its label
     * @param arrows all that lead to it
     * @param latency how late
     */
    record ParticipantSlow(String participant, List<Arrow> arrows, Duration latency, Duration lasting)
            implements Fault {
        @Override
        public Kind kind() {
            return Kind.PARTICIPANT_SLOW;
        }
    }

    /** All connections to one service's database are ended, as often as there is time for. */
    record ConnectionsTerminated(ServiceName database, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.CONNECTIONS_TERMINATED;
        }
    }

    /** One service's statements are cancelled as they are found at work. */
    record StatementsCancelled(ServiceName database, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.STATEMENTS_CANCELLED;
        }
    }

    /** All tables of one service are locked, so that its statements wait in vain. */
    record TablesLocked(ServiceName database, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.TABLES_LOCKED;
        }
    }

    /** What one service writes takes longer than its statements may. */
    record WritesStalled(ServiceName database, Duration lasting) implements Fault {
        @Override
        public Kind kind() {
            return Kind.WRITES_STALLED;
        }
    }

    /** Which way of breaking this is. */
    Kind kind();

    /** How long until it is mended. */
    Duration lasting();

    /** What it breaks. Faults that overlap break different things, or mending one would mend the other. */
    default Set<String> breaks() {
        return switch (this) {
            case Killed(var kind, var process, var lasting) -> Set.of(process);
            case Away(var kind, var process, var lasting) -> Set.of(process);
            case Paused(var kind, var process, var lasting) -> Set.of(process);
            case PostgresKilled killed -> Set.of(Parts.POSTGRESQL);
            case LinkCut(var arrow, var lasting) -> Set.of(arrow.toString());
            case LinkDelayed(var arrow, var latency, var jitter, var lasting) -> Set.of(arrow.toString());
            case LinkHalfOpen(var arrow, var answers, var lasting) -> Set.of(arrow.toString());
            case LinkBlackHoled(var arrow, var lasting) -> Set.of(arrow.toString());
            case RepliesLost(var arrow, var lasting) -> Set.of(arrow.toString());
            case ParticipantSlow slow ->
                slow.arrows().stream().map(Arrow::toString).collect(Collectors.toSet());
            // By asking PostgreSQL, which must be there for that.
            case ConnectionsTerminated terminated -> Set.of(Parts.POSTGRESQL);
            case StatementsCancelled cancelled -> Set.of(Parts.POSTGRESQL);
            case TablesLocked locked -> Set.of(Parts.POSTGRESQL);
            case WritesStalled stalled -> Set.of(Parts.POSTGRESQL);
        };
    }

    /** What it is, for people. */
    default String words() {
        return switch (this) {
            case Killed(var kind, var process, var lasting) -> process + " killed";
            case Away(var kind, var process, var lasting) ->
                process + (kind == Kind.ORCHESTRATOR_DEAD ? " killed" : " paused") + ", and away for long";
            case Paused(var kind, var process, var lasting) -> process + " paused";
            case PostgresKilled killed -> "postgresql killed";
            case LinkCut(var arrow, var lasting) -> arrow + " cut";
            case LinkDelayed(var arrow, var latency, var jitter, var lasting) ->
                arrow + " delayed by " + latency.toMillis() + " to "
                        + latency.plus(jitter).toMillis() + " ms";
            case LinkHalfOpen(var arrow, var answers, var lasting) ->
                arrow + " half-open, " + (answers ? "answers" : "questions") + " swallowed";
            case LinkBlackHoled(var arrow, var lasting) -> arrow + " black-holed";
            case RepliesLost(var arrow, var lasting) -> arrow + ": replies lost after the work was done";
            case ParticipantSlow(var participant, var arrows, var latency, var lasting) ->
                participant + " slow by " + latency.toMillis() + " ms";
            case ConnectionsTerminated(var database, var lasting) ->
                "connections to database " + database.database() + " terminated again and again";
            case StatementsCancelled(var database, var lasting) ->
                "statements in database " + database.database() + " cancelled again and again";
            case TablesLocked(var database, var lasting) -> "tables of database " + database.database() + " locked";
            case WritesStalled(var database, var lasting) -> "writes into database " + database.database() + " stalled";
        };
    }
}
