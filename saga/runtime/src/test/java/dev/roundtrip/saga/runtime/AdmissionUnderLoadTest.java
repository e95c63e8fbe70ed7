package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Minutes of load on a model of the whole system: a line that is served at a certain pace, and behind it participants that
 * take their own time, however many there are. Line and slow participants must be told apart.
 */
class AdmissionUnderLoadTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final int STEP_MILLIS = 5;
    private static final int SECOND = 1000;

    @Test
    void anOverloadCostsNothingAndNobodyWaitsForLong() {
        var model = new Model(second -> 300, second -> 50);
        model.run(900, 120);
        assertAtLeast(285, model, 5, 120);
        assertNobodyWaitsLonger(Duration.ofMillis(800), model, 5, 120);
    }

    @Test
    void slowParticipantsAreNoReasonToRefuse() {
        for (int millis : new int[] {500, 1500, 3000, 4000}) {
            var model = new Model(second -> 300, second -> millis);
            model.run(240, 90);
            assertAtLeast(225, model, 30, 90);
        }
    }

    @Test
    void participantsThatBecomeSlowUnderLoadAreFoundOut() {
        for (int millis : new int[] {500, 1500, 3000, 4000}) {
            var model = new Model(second -> 300, second -> second < 20 ? 50 : millis);
            model.run(240, 120);
            assertAtLeast(225, model, 65, 120);
        }
    }

    @Test
    void anOverloadOfASystemWithSlowParticipantsIsBorneToo() {
        var model = new Model(second -> 300, second -> 2000);
        model.run(900, 120);
        assertAtLeast(270, model, 10, 60);
        assertNobodyWaitsLonger(Duration.ofSeconds(5), model, 10, 120);
    }

    @Test
    void participantsThatAreQuickAgainLeaveNoLine() {
        var model = new Model(second -> 300, second -> second > 20 && second < 70 ? 1500 : 50);
        model.run(900, 180);
        assertAtLeast(285, model, 100, 180);
        assertNobodyWaitsLonger(Duration.ofMillis(800), model, 140, 180);
    }

    @Test
    void aSystemThatIsAllAtOnceTenTimesSlowerGetsAShortLineToo() {
        var model = new Model(second -> second > 20 && second < 90 ? 30 : 300, second -> 50);
        model.run(400, 150);
        assertNobodyWaitsLonger(Duration.ofMillis(2500), model, 60, 90);
        assertAtLeast(285, model, 100, 150);
    }

    private static void assertAtLeast(int perSecond, Model model, int from, int to) {
        int ended = 0;
        for (int second = from; second < to; second++) {
            ended += model.ended[second];
        }
        double mean = (double) ended / (to - from);
        assertTrue(mean >= perSecond, () -> "only " + mean + " ended per second, from " + from + " s to " + to + " s");
    }

    private static void assertNobodyWaitsLonger(Duration limit, Model model, int from, int to) {
        for (int second = from; second < to; second++) {
            int at = second;
            assertTrue(
                    model.longest[second] <= limit.toMillis(),
                    () -> "one that ended after " + at + " s took " + model.longest[at] + " ms");
        }
    }

    private static final class Model {
        private record One(UUID id, int since, int answered) {}

        private final Admission admission = new Admission(AdmissionLimits.defaults());
        private final Queue<One> line = new ArrayDeque<>();
        private final Queue<One> atParticipants = new PriorityQueue<>(Comparator.comparing(One::answered));
        private final IntUnaryOperator perSecond;
        private final IntUnaryOperator participantMillis;
        private int[] ended;
        private int[] longest;

        Model(IntUnaryOperator perSecond, IntUnaryOperator participantMillis) {
            this.perSecond = perSecond;
            this.participantMillis = participantMillis;
        }

        void run(int asked, int seconds) {
            ended = new int[seconds];
            longest = new int[seconds];
            int wishes = 0;
            int turns = 0;
            for (int millis = 0; millis < seconds * SECOND; millis += STEP_MILLIS) {
                for (wishes += asked * STEP_MILLIS; wishes >= SECOND; wishes -= SECOND) {
                    ask(millis);
                }
                turns = Math.min(turns + perSecond.applyAsInt(millis / SECOND) * STEP_MILLIS, 5 * SECOND);
                for (; turns >= SECOND && !line.isEmpty(); turns -= SECOND) {
                    serve(millis);
                }
                while (!atParticipants.isEmpty() && atParticipants.peek().answered() <= millis) {
                    end(atParticipants.remove(), millis);
                }
            }
        }

        private void ask(int millis) {
            var now = BEGIN.plusMillis(millis);
            if (admission.admits(line.size() + atParticipants.size(), now)) {
                var one = new One(UUID.randomUUID(), millis, 0);
                admission.started(one.id(), now);
                line.add(one);
            }
        }

        private void serve(int millis) {
            var one = line.remove();
            int time = participantMillis.applyAsInt(millis / SECOND);
            // Every fifth is told no by the first participant, and ends sooner.
            atParticipants.add(
                    new One(one.id(), one.since(), millis + (one.since() / STEP_MILLIS % 5 == 0 ? time / 3 : time)));
        }

        private void end(One one, int millis) {
            admission.ended(one.id(), BEGIN.plusMillis(millis));
            ended[millis / SECOND]++;
            longest[millis / SECOND] = Math.max(longest[millis / SECOND], millis - one.since());
        }
    }
}
