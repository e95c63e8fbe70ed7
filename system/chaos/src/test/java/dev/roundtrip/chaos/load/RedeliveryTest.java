package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.roundtrip.chaos.load.Forward.Key;
import dev.roundtrip.chaos.load.Forward.Reply;
import dev.roundtrip.chaos.load.Journal.LedgerRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedeliveryTest {
    private static final Key KEY = new Key(Samples.ID.toString(), "flight");
    private static final ByteString ANSWER = ByteString.copyFromUtf8("an answer");

    private static Optional<LedgerRow> recorded(String state) {
        return Optional.of(new LedgerRow(KEY, state, ANSWER.toByteArray()));
    }

    private static void assertRight(Optional<LedgerRow> recorded, Reply reply) {
        assertEquals(Optional.empty(), Redelivery.violation(KEY, recorded, reply));
    }

    private static void assertWrong(Optional<LedgerRow> recorded, Reply reply) {
        assertTrue(Redelivery.violation(KEY, recorded, reply).isPresent(), () -> recorded + " then " + reply);
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstTime() {
        assertRight(recorded("RESERVED"), new Reply.Reserved(ANSWER));
        assertRight(recorded("REJECTED"), new Reply.Rejected(ANSWER));
        assertRight(recorded("CANCELLED"), new Reply.Superseded());
        assertRight(Optional.empty(), new Reply.Superseded());
    }

    @Test
    void anyOtherAnswerIsAViolation() {
        var others = List.of(
                new Reply.Reserved(ByteString.EMPTY),
                new Reply.Rejected(Samples.soldOut().toByteString()),
                new Reply.Nothing());
        for (var state : List.of("RESERVED", "REJECTED", "CANCELLED")) {
            others.forEach(other -> assertWrong(recorded(state), other));
        }
        others.forEach(other -> assertWrong(Optional.empty(), other));
        assertWrong(recorded("RESERVED"), new Reply.Superseded());
        assertWrong(recorded("REJECTED"), new Reply.Superseded());
        assertWrong(recorded("CANCELLED"), new Reply.Reserved(ANSWER));
    }

    @Test
    void aRepeatIsAnsweredAsTheJournalHasItToo() {
        var first = Redelivery.firstAnswer(Samples.booked(), "flight");
        var answer = ByteString.copyFrom(first.orElseThrow().payload());
        assertEquals(Optional.empty(), Redelivery.unlikeTheFirst(KEY, first, new Reply.Reserved(answer)));
        assertEquals(Optional.empty(), Redelivery.unlikeTheFirst(KEY, first, new Reply.Superseded()));
        assertTrue(Redelivery.unlikeTheFirst(KEY, first, new Reply.Reserved(ANSWER))
                .isPresent());
        assertTrue(Redelivery.unlikeTheFirst(KEY, first, new Reply.Rejected(answer))
                .isPresent());
    }

    @Test
    void aNoStaysANo() {
        var first = Redelivery.firstAnswer(Samples.undone(), "hotel");
        var no = Samples.soldOut().toByteString();
        assertEquals(Optional.empty(), Redelivery.unlikeTheFirst(KEY, first, new Reply.Rejected(no)));
        assertTrue(Redelivery.unlikeTheFirst(KEY, first, new Reply.Reserved(ANSWER))
                .isPresent());
    }

    @Test
    void whereNobodyHeardOfAnAnswerAnyWillDo() {
        var first = Redelivery.firstAnswer(Samples.booked(), "car");
        assertEquals(Optional.empty(), first);
        assertEquals(Optional.empty(), Redelivery.unlikeTheFirst(KEY, first, new Reply.Reserved(ANSWER)));
        assertEquals(Optional.empty(), Redelivery.unlikeTheFirst(KEY, first, new Reply.Rejected(ANSWER)));
    }

    @Test
    void onlyWhatWasSentIsSentOnceMore() {
        assertEquals(List.of("flight", "hotel"), steps(Samples.booked(), Map.of()));
        var onlyStarted = new RecordedTrip(
                Samples.ID, "one", "RUNNING", Samples.booked().events().subList(0, 1), Map.of());
        assertEquals(List.of(), steps(onlyStarted, Map.of()));
        assertEquals(
                List.of("flight"),
                steps(onlyStarted, Map.of(KEY, recorded("CANCELLED").orElseThrow())));
    }

    private static List<String> steps(RecordedTrip trip, Map<Key, LedgerRow> ledger) {
        return Redelivery.sent(trip, ledger)
                .map(forward -> forward.key().step())
                .toList();
    }
}
