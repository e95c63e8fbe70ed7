package dev.roundtrip.saga.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shows that the simulation finds bugs: with each one of a list of things wrong, it must find a violation, and soon. */
@ExtendWith(QuietEngine.class)
class MutationsTest {
    private static final int MOST = 1500;

    @Test
    void everyMutationIsCaught() throws IOException {
        var caughtAfter = new EnumMap<Mutation, Integer>(Mutation.class);
        for (var mutation : Mutation.values()) {
            caughtAfter.put(mutation, seedsUntilCaught(mutation));
        }
        System.out.println("mutations, and the seeds it took to catch them: " + caughtAfter);
        if ("write".equals(System.getProperty("roundtrip.docs"))) {
            MutationTable.write(caughtAfter);
        }
        holdsTheDocument(caughtAfter);
    }

    private static int seedsUntilCaught(Mutation mutation) {
        for (int seed = 1; seed <= MOST; seed++) {
            if (!Simulation.run(seed, mutation.parts(), Trace.dropped()).isSound()) {
                return seed;
            }
        }
        throw new AssertionError(mutation + " (" + mutation.what() + ") was not caught within " + MOST + " seeds");
    }

    private static void holdsTheDocument(Map<Mutation, Integer> caughtAfter) throws IOException {
        var recorded = MutationTable.recorded();
        assertEquals(
                Arrays.stream(Mutation.values()).map(Enum::name).toList(),
                List.copyOf(recorded.keySet()),
                "docs/simulation.md lists other mutations than there are; renew it: " + MutationTable.RENEWAL);
        caughtAfter.forEach((mutation, seeds) -> assertTrue(
                seeds <= recorded.get(mutation.name()),
                () -> mutation + " took " + seeds + " seeds, more than docs/simulation.md says; renew it: "
                        + MutationTable.RENEWAL));
    }
}
