package dev.roundtrip.chaos.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three times what the system can do, for a while: a line that is too long, refusals that are not clear or work for callers
 * who have gone would each be seen here. Figures are another matter: others may compute on the same machine.
 */
@Tag("long")
class OverloadIT {
    private static final Plan SHORT = new Plan(
            Duration.ofSeconds(4),
            List.of(64),
            Duration.ofSeconds(5),
            1,
            3,
            Duration.ofSeconds(8),
            // Back within five seconds, and held for three more.
            Duration.ofSeconds(9),
            Duration.ofSeconds(6),
            64,
            1);
    private static final double GOODPUT = 0.7;
    private static final double CLEARLY = 0.98;
    private static final double BACK = 0.7;

    @TempDir
    Path folder;

    @Test
    void goesOnDoingWhatItCanAndRefusesTheRest() {
        try (var system = LocalSystem.in(folder, Ports.random(), true)) {
            system.startPostgres();
            system.startServices(Checkout.locate(), (service, address, took) -> {});
            var outcome = new Experiment(system, SHORT, System.out).run();
            assertEquals(List.of(), outcome.violations());
            // Whoever else is at work here may be so at any time: what it can do is seen before and afterwards.
            var round = outcome.rounds().getFirst();
            double can = Math.min(Round.settled(round.before()), Round.settled(round.afterwards()));
            var overload = round.overload().count();
            assertTrue(overload.refused().number() > 0, "nothing was refused: this was no overload");
            assertTrue(
                    overload.when().booked().rateAfter(Duration.ofSeconds(2)) >= GOODPUT * can,
                    () -> "it can do " + can + " a second, and did "
                            + round.overload().line());
            assertTrue(
                    overload.refusedClearly() >= CLEARLY, () -> round.overload().line());
            var back = round.afterwards().count().when().booked().until(BACK * can);
            assertTrue(
                    back.filter(time -> time.compareTo(Duration.ofSeconds(5)) <= 0)
                            .isPresent(),
                    () -> "back after " + back + " at " + round.afterwards().line());
        }
    }
}
