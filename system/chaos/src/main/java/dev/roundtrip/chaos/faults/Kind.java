package dev.roundtrip.chaos.faults;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Every way in which the system is broken. */
public enum Kind {
    /** SIGKILL of an orchestrator, started again later. */
    ORCHESTRATOR_KILLED("orchestrator killed"),
    /** SIGKILL of an orchestrator that stays away for so long that the others have to do without it. */
    ORCHESTRATOR_DEAD("orchestrator killed, and dead for longer than recovery may take"),
    /** The same with SIGSTOP, and SIGCONT: in the end it believes that it still owns what the others have taken over. */
    ORCHESTRATOR_ASLEEP("orchestrator paused for longer than recovery may take"),
    /** SIGKILL of a participant, started again later. */
    PARTICIPANT_KILLED("participant killed"),
    /** SIGKILL of PostgreSQL's first process; started again later on the same data, when all its others are gone. */
    POSTGRESQL_KILLED("PostgreSQL killed"),
    /** SIGSTOP of an orchestrator for longer than its lease, then SIGCONT. */
    ORCHESTRATOR_PAUSED("orchestrator paused past its lease"),
    /** SIGSTOP of a participant, then SIGCONT. */
    PARTICIPANT_PAUSED("participant paused"),
    /** Every connection between two parts is reset, and so is every new one. */
    LINK_CUT("link cut"),
    /** What two parts say to each other comes late. */
    LINK_DELAYED("link delayed"),
    /** What one part says to another is swallowed; what the other says arrives. */
    LINK_HALF_OPEN("link half-open"),
    /** Connections between two parts stand, and nothing comes through. */
    LINK_BLACK_HOLED("link black-holed"),
    /** Who is asked does it, and the answers are swallowed; then the connection breaks. */
    REPLIES_LOST("replies lost after the work"),
    /** A participant takes its time with everything. */
    PARTICIPANT_SLOW("participant slow"),
    /** PostgreSQL ends all connections of one service, again and again. */
    CONNECTIONS_TERMINATED("database connections terminated"),
    /** PostgreSQL cancels the statements of one service that it finds at work, as past their time limit, again and again. */
    STATEMENTS_CANCELLED("statements cancelled"),
    /** All tables of one service are locked, so that its statements wait until their time limit for locks has passed. */
    TABLES_LOCKED("tables locked, lock time-outs"),
    /** Whatever one service writes into its tables takes longer than a statement may. */
    WRITES_STALLED("writes stalled, statement time-outs");

    /** Shorter runs have no room for what takes the better part of a minute, or for only one such kind. */
    private static final Duration ROOM_FOR_ONE = Duration.ofMinutes(2);

    private static final Duration ROOM_FOR_TWO = Duration.ofMinutes(8);

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** Those that fit into a run of that length. */
    public static Set<Kind> fitting(Duration run) {
        var kinds = EnumSet.allOf(Kind.class);
        if (run.compareTo(ROOM_FOR_ONE) < 0) {
            kinds.remove(ORCHESTRATOR_DEAD);
        }
        if (run.compareTo(ROOM_FOR_TWO) < 0) {
            kinds.remove(ORCHESTRATOR_ASLEEP);
        }
        return kinds;
    }

    /** Whether the system has to recover while it lasts: so nothing else is broken meanwhile, and it takes long. */
    boolean isLong() {
        return this == ORCHESTRATOR_DEAD || this == ORCHESTRATOR_ASLEEP;
    }

    /** As reports name it. */
    public String words() {
        return words;
    }
}
