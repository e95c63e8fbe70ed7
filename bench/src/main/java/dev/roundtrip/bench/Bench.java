package dev.roundtrip.bench;

import dev.roundtrip.bench.growth.GrowthCommand;
import dev.roundtrip.bench.inflight.InflightCommand;
import dev.roundtrip.bench.participants.ParticipantsCommand;
import dev.roundtrip.bench.profile.ProfileCommand;
import dev.roundtrip.bench.replicas.ReplicasCommand;
import dev.roundtrip.bench.trips.TripsCommand;
import dev.roundtrip.local.LocalFailure;
import dev.roundtrip.system.postgres.PostgresNotStarted;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The program: {@code trips} measures whole trips against others, {@code growth} a journal with millions of them, {@code replicas}
 * two orchestrators against one, {@code inflight} very many sagas that wait, {@code profile} where the processor time of an
 * orchestrator goes, {@code participants} a participant against bare SQL.
 */
public final class Bench {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final SequencedMap<String, Runnable> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("trips", () -> TripsCommand.fromEnvironment(System.getenv(), System.out)
                .run());
        COMMANDS.put("growth", () -> GrowthCommand.fromEnvironment(System.getenv(), System.out)
                .run());
        COMMANDS.put("replicas", () -> ReplicasCommand.fromEnvironment(System.getenv(), System.out)
                .run());
        COMMANDS.put("inflight", () -> InflightCommand.fromEnvironment(System.getenv(), System.out)
                .run());
        COMMANDS.put("profile", () -> ProfileCommand.fromEnvironment(System.getenv(), System.out)
                .run());
        COMMANDS.put("participants", () -> ParticipantsCommand.fromEnvironment(System.getenv(), System.out)
                .run());
    }

    private Bench() {}

    /** Exits 0 when there are figures, 1 when it failed, 2 when it was called wrongly. */
    public static void main(String[] arguments) {
        Libraries.quieten();
        if (arguments.length != 1 || !COMMANDS.containsKey(arguments[0])) {
            System.err.println("Call it with one word: " + String.join(" or ", COMMANDS.keySet()) + ".");
            System.exit(MISUSED);
        }
        try {
            COMMANDS.get(arguments[0]).run();
            System.exit(0);
        } catch (BenchFailure | LocalFailure | PostgresNotStarted e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        } catch (RuntimeException e) {
            // Processes that are still running must not keep the program from ending, nor its end from being a failure.
            e.printStackTrace();
            System.exit(FAILED);
        }
    }
}
