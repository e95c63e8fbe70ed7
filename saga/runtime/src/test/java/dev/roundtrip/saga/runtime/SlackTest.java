package dev.roundtrip.saga.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlackTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration TOLERABLE = Duration.ofSeconds(1);
    private static final Duration FAST = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(1500);

    private final Slack slack = new Slack(128);

    @Test
    void isAllThereIsAtFirst() {
        assertEquals(128, slack.allows(BEGIN));
    }

    @Test
    void isHalvedAfterEverySecondInWhichAllWereSlow() {
        pass(0, SLOW);
        assertEquals(64, slack.allows(BEGIN.plusSeconds(1)));
        pass(1, SLOW);
        assertEquals(32, slack.allows(BEGIN.plusSeconds(2)));
    }

    @Test
    void neverVanishes() {
        for (int second = 0; second < 20; second++) {
            pass(second, SLOW);
        }
        assertEquals(8, slack.allows(BEGIN.plusSeconds(20)));
    }

    @Test
    void oneFastOneInASecondShowsThatNoLineStands() {
        slack.ended(SLOW, TOLERABLE, BEGIN);
        slack.ended(FAST, TOLERABLE, BEGIN.plusMillis(300));
        slack.ended(SLOW, TOLERABLE, BEGIN.plusMillis(600));
        assertEquals(128, slack.allows(BEGIN.plusSeconds(1)));
    }

    @Test
    void whatIsSlowDependsOnWhatIsTolerable() {
        slack.ended(SLOW, SLOW, BEGIN);
        assertEquals(128, slack.allows(BEGIN.plusSeconds(1)));
    }

    @Test
    void aSecondInWhichNothingEndsSaysNothing() {
        slack.ended(FAST, TOLERABLE, BEGIN);
        assertEquals(128, slack.allows(BEGIN.plusSeconds(7)));
    }

    @Test
    void comesBackStepByStep() {
        for (int second = 0; second < 4; second++) {
            pass(second, SLOW);
        }
        assertEquals(8, slack.allows(BEGIN.plusSeconds(4)));
        for (int second = 4; second < 9; second++) {
            pass(second, FAST);
        }
        assertEquals(16, slack.allows(BEGIN.plusSeconds(9)));
        for (int second = 9; second < 40; second++) {
            pass(second, FAST);
        }
        assertEquals(128, slack.allows(BEGIN.plusSeconds(40)));
    }

    @Test
    void isBackAfterAQuietTime() {
        for (int second = 0; second < 5; second++) {
            pass(second, SLOW);
        }
        assertEquals(128, slack.allows(BEGIN.plusSeconds(60)));
        assertEquals(128, slack.allows(BEGIN.plus(Duration.ofDays(365))));
    }

    @Test
    void aClockThatIsSetBackEndsTheLook() {
        pass(100, SLOW);
        assertEquals(64, slack.allows(BEGIN));
    }

    private void pass(int second, Duration took) {
        slack.ended(took, TOLERABLE, BEGIN.plusSeconds(second));
        slack.ended(took, TOLERABLE, BEGIN.plusSeconds(second).plusMillis(900));
    }
}
