package dev.roundtrip.participant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfirmationCodesTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void aCodeCannotBeMisread() {
        var code = new ConfirmationCodes()
                .unique(any -> Uni.createFrom().item(1))
                .await()
                .atMost(LIMIT);
        assertTrue(code.matches("[2-9A-HJ-KM-NP-TV-Z]{6}"), code);
    }

    @Test
    void aCodeThatIsTakenIsReplacedByTheNext() {
        var codes = new ArrayList<>(List.of("AAAAAA", "BBBBBB", "CCCCCC"));
        var taken = Set.of("AAAAAA", "BBBBBB");
        var code = new ConfirmationCodes(codes::removeFirst)
                .unique(next -> Uni.createFrom().item(taken.contains(next) ? 0 : 1))
                .await()
                .atMost(LIMIT);
        assertEquals("CCCCCC", code);
    }

    @Test
    void itDoesNotTryForEver() {
        var none =
                new ConfirmationCodes().unique(any -> Uni.createFrom().item(0)).await();
        assertThrows(IllegalStateException.class, () -> none.atMost(LIMIT));
    }
}
