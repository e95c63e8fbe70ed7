package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.roundtrip.bench.profile.Stacks.Often;
import java.util.List;
import org.junit.jupiter.api.Test;

class StacksTest {
    private static final String LOOP = "io.netty.Loop.run";
    private static final String BOOK = "dev.roundtrip.Trips.book";
    private static final String CHECK = "dev.roundtrip.Trips.check";
    private static final String GLUE = "dev.roundtrip.Trips$$Lambda.run";
    private static final String GET = "java.util.HashMap.get";

    private static final Stacks SOME = new Stacks(
            List.of(
                    List.of(LOOP, GLUE, BOOK, CHECK),
                    List.of(LOOP, BOOK, BOOK, GET),
                    List.of(LOOP, BOOK),
                    List.of(LOOP),
                    List.of(GET)),
            2);

    @Test
    void theInnermostMethodSaysWhoseASampleIs() {
        assertEquals(0.4, SOME.innermost(Origin.OURS));
        assertEquals(0.4, SOME.innermost(Origin.JDK));
        assertEquals(0.2, SOME.innermost(Origin.NETTY));
        assertEquals(0, SOME.innermost(Origin.DATABASE));
    }

    @Test
    void whatTheJdkDoesIsDoneForItsCaller() {
        assertEquals(0.6, SOME.onBehalfOf(Origin.OURS));
        assertEquals(0.2, SOME.onBehalfOf(Origin.JDK));
        assertEquals(0.2, SOME.onBehalfOf(Origin.NETTY));
    }

    @Test
    void whatCallsALambdaIsNotToldBesideIt() {
        assertFalse(SOME.mostOften(Origin.OURS, 10).toString().contains("Lambda"));
    }

    @Test
    void aMethodThatCallsItselfIsSeenOnceInASample() {
        assertEquals(List.of(new Often(BOOK, 0.6), new Often(CHECK, 0.2)), SOME.mostOften(Origin.OURS, 10));
        assertEquals(List.of(new Often(BOOK, 0.6)), SOME.mostOften(Origin.OURS, 1));
    }
}
