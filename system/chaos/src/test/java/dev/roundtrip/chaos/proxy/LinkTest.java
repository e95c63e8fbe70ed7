package dev.roundtrip.chaos.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Bound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkTest {
    private static final Bound BOUND = new Bound(Duration.ofSeconds(20));
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final EchoServer server = new EchoServer();
    private final Link link = Link.open("caller", "server", 0, server.port());

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void carriesBothWaysAndTellsOfTheEnd() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            caller.say("bye");
            caller.sayNoMore();
            caller.hear("bye");
            caller.hearTheEnd();
        }
        awaitNobodyConnected();
        assertEquals(new LinkCounts(1, 0, 0, 8, 8, 0), link.counts());
    }

    @Test
    void carriesMuchUnharmed() throws Exception {
        try (var caller = new Caller(link)) {
            sendAndReceiveMuch(caller, () -> {});
        }
    }

    @Test
    void whoCallsSomebodyWhoIsAwayIsReset() throws IOException {
        try (var lonely = Link.open("caller", "nobody", 0, portOfNobody());
                var caller = new Caller(lonely)) {
            caller.hearAReset();
        }
    }

    @Test
    void aCutResetsWhatThereIsAndServesWhatIsNew() throws IOException {
        try (var before = new Caller(link)) {
            before.sayAndHear("hello");
            link.cut();
            before.hearAReset();
            await("the server to hear of it", () -> server.ended() == 1);
        }
        try (var after = new Caller(link)) {
            after.sayAndHear("again");
        }
        assertEquals(1, link.counts().hit());
    }

    @Test
    void refusedMeansThatNobodyIsServedUntilItIsHealed() throws IOException {
        try (var before = new Caller(link)) {
            before.sayAndHear("hello");
            link.inject(new LinkFault.Refused());
            before.hearAReset();
        }
        try (var during = new Caller(link)) {
            during.hearAReset();
        }
        assertEquals(1, server.accepted());
        link.heal();
        try (var after = new Caller(link)) {
            after.sayAndHear("again");
        }
        assertEquals(2, link.counts().hit());
    }

    @Test
    void aDelayIsOneEachWay() throws IOException {
        var latency = Duration.ofMillis(100);
        link.inject(new LinkFault.Delayed(latency, Duration.ZERO));
        try (var caller = new Caller(link)) {
            var begin = System.nanoTime();
            caller.sayAndHear("hello");
            assertTookAtLeast(latency.multipliedBy(2), begin);
        }
        assertEquals(1, link.counts().hit());
    }

    @Test
    void whatOutlivesOneFaultIsHitByTheNext() throws IOException {
        try (var caller = new Caller(link)) {
            for (int faults = 1; faults <= 2; faults++) {
                link.inject(new LinkFault.Delayed(Duration.ofMillis(1), Duration.ZERO));
                caller.sayAndHear("hello");
                link.heal();
                caller.sayAndHear("and well");
                assertEquals(faults, link.counts().hit());
            }
        }
    }

    @Test
    void aLinkThatCanServeNobodySaysWhy() throws IOException {
        var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                throw new IOException("no file handle is left");
            }
        };
        try (var broken = Link.behind(door, "one", "other", server.port())) {
            await("it to fail", () -> broken.failure().isPresent());
            assertTrue(broken.failure().orElseThrow().contains("one → other takes no more connections"));
            assertTrue(broken.failure().orElseThrow().contains("no file handle is left"));
        }
        assertEquals(Optional.empty(), link.failure());
    }

    @Test
    void whatIsDelayedByDifferentTimesStaysInOrder() throws IOException {
        link.inject(new LinkFault.Delayed(Duration.ofMillis(1), Duration.ofMillis(10)));
        try (var caller = new Caller(link)) {
            var words = IntStream.range(0, 300).mapToObj(number -> number + " ").toList();
            for (var word : words) {
                caller.say(word);
            }
            caller.sayNoMore();
            caller.hear(words.stream().collect(Collectors.joining()));
            caller.hearTheEnd();
        }
    }

    @Test
    void whatIsLateArrivesAtOnceWhenHealedAndBeforeWhatIsSentThen() throws IOException {
        try (var caller = new Caller(link)) {
            link.inject(new LinkFault.Delayed(FOR_EVER, Duration.ZERO));
            caller.say("late ");
            await("it to be on its way", () -> link.counts().requestBytes() == 5);
            link.heal();
            caller.say("later");
            caller.hear("late later");
        }
    }

    @Test
    void withAnswersLostTheWorkIsDoneAndNobodyHearsOfIt() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.HalfOpen(Direction.ANSWERS));
            caller.say("work");
            await("the work to be done", () -> server.received() == 9);
            await("its answer to be lost", () -> link.counts().lostBytes() == 4);
            link.heal();
            caller.hearAReset();
        }
        assertEquals(1, link.counts().hit());
    }

    @Test
    void withRequestsLostTheServerHearsNothing() throws IOException {
        try (var caller = new Caller(link)) {
            link.inject(new LinkFault.HalfOpen(Direction.REQUESTS));
            caller.say("work");
            await("it to be lost", () -> link.counts().lostBytes() == 4);
            link.heal();
            caller.hearAReset();
        }
        await("the server to hear of the end", () -> server.ended() == 1);
        assertEquals(0, server.received());
    }

    @Test
    void theEndIsLostToo() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.HalfOpen(Direction.REQUESTS));
            caller.say("bye");
            caller.sayNoMore();
            await("it to be lost", () -> link.counts().lostBytes() == 3);
            // Had the end been passed on, the server would have ended it, and this would be an end.
            link.heal();
            caller.hearAReset();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLostNothingGoesOnAfterwards(Direction lost) throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.HalfOpen(lost));
            link.heal();
            caller.sayAndHear("again");
        }
        assertEquals(0, link.counts().hit());
    }

    @Test
    void aBlackHoleSwallowsEverythingAndLetsNoConnectionEnd() throws IOException {
        try (var before = new Caller(link)) {
            before.sayAndHear("hello");
            link.inject(new LinkFault.BlackHole());
            before.say("anybody?");
            await("it to be lost", () -> link.counts().lostBytes() == 8);
            try (var during = new Caller(link)) {
                during.say("is there anybody?");
                await("it to be in the hole", () -> link.counts().hit() == 2);
                assertEquals(2, link.counts().open());
                link.heal();
                during.hearAReset();
            }
            before.hearAReset();
        }
        assertEquals(5, server.received());
        assertEquals(1, server.accepted());
        try (var after = new Caller(link)) {
            after.sayAndHear("again");
        }
    }

    @Test
    void whatIsStalledArrivesAfterwardsAndGoesOn() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.Stalled());
            caller.say("late ");
            await("it to be held", () -> link.counts().hit() == 1);
            assertEquals(5, server.received());
            link.heal();
            caller.say("later");
            caller.hear("late later");
        }
        assertEquals(0, link.counts().lostBytes());
    }

    @Test
    void whoSendsMoreThanIsPassedOnIsHeldUp() throws Exception {
        link.inject(new LinkFault.Stalled());
        try (var caller = new Caller(link)) {
            sendAndReceiveMuch(caller, () -> {
                await("some of it to be held", () -> link.counts().hit() == 1);
                assertTrue(link.counts().requestBytes() <= Pump.MOST_AT_ONCE, "more is held than one read's worth");
                link.heal();
            });
        }
    }

    @Test
    void aSlowLinkTakesItsTime() throws IOException {
        link.inject(new LinkFault.Slow(100_000));
        try (var caller = new Caller(link)) {
            var begin = System.nanoTime();
            caller.send(new byte[20_000]);
            assertEquals(20_000, caller.receive(20_000).length);
            assertTookAtLeast(Duration.ofMillis(200), begin);
        }
    }

    @Test
    void aSlowLinkIsAsFastAsEverWhenHealed() throws IOException {
        link.inject(new LinkFault.Slow(1));
        try (var caller = new Caller(link)) {
            caller.send(new byte[20_000]);
            await("it to be slowed down", () -> link.counts().hit() == 1);
            link.heal();
            assertEquals(20_000, caller.receive(20_000).length);
        }
    }

    @Test
    void oneFaultTakesThePlaceOfAnother() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.BlackHole());
            caller.say("lost");
            await("it to be lost", () -> link.counts().lostBytes() == 4);
            link.inject(new LinkFault.Delayed(Duration.ZERO, Duration.ZERO));
            caller.hearAReset();
        }
        try (var caller = new Caller(link)) {
            caller.sayAndHear("again");
        }
    }

    @Test
    void aDelayCantBeNegativeNorARateNothing() {
        assertThrows(IllegalArgumentException.class, () -> new LinkFault.Delayed(Duration.ofMillis(-1), Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new LinkFault.Delayed(Duration.ZERO, Duration.ofMillis(-1)));
        assertThrows(IllegalArgumentException.class, () -> new LinkFault.Slow(0));
    }

    @Test
    void closingResetsWhatThereIsAndIsHeardThroughAnyFault() throws IOException {
        try (var caller = new Caller(link)) {
            caller.sayAndHear("hello");
            link.inject(new LinkFault.BlackHole());
            link.close();
            caller.hearAReset();
        }
        assertEquals(0, link.counts().open());
    }

    private static void sendAndReceiveMuch(Caller caller, Runnable meanwhile) throws Exception {
        var much = new byte[16 << 20];
        new Random(1).nextBytes(much);
        var sent = CompletableFuture.runAsync(() -> {
            try {
                caller.send(much);
                caller.sayNoMore();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        meanwhile.run();
        assertArrayEquals(much, caller.receive(much.length));
        sent.get(20, TimeUnit.SECONDS);
        caller.hearTheEnd();
    }

    private static int portOfNobody() throws IOException {
        try (var gone = new EchoServer()) {
            return gone.port();
        }
    }

    private void awaitNobodyConnected() {
        await("the connection to be forgotten", () -> link.counts().open() == 0);
    }

    private static void await(String what, BooleanSupplier condition) {
        BOUND.awaitThat(what, condition::getAsBoolean);
    }

    private static void assertTookAtLeast(Duration least, long begin) {
        var took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(least) >= 0, "took " + took + ", less than " + least);
    }
}
