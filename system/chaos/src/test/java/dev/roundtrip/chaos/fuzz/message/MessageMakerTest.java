package dev.roundtrip.chaos.fuzz.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import dev.roundtrip.trip.v1.BookTripRequest;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageMakerTest {
    private final MessageMaker maker =
            new MessageMaker(new Vocabulary(List.of("01980000-0000-7000-8000-000000000001"), LocalDate.of(2030, 1, 1)));

    @Test
    void tameMessagesAreWhole() throws InvalidProtocolBufferException {
        for (var seed = 0; seed < 100; seed++) {
            var trip =
                    BookTripRequest.parseFrom(maker.make(BookTripRequest.getDescriptor(), 0, new SplittableRandom(seed))
                            .toByteString());
            assertEquals("LIS", trip.getFlight().getOrigin());
            assertEquals(trip.getFlight().getDepartureDate(), trip.getHotel().getCheckIn());
            assertTrue(trip.getCar().getCarClassValue() > 0);
        }
    }

    @Test
    void wildMessagesOfAnyTypeCanBeWrittenAndDiffer() throws InvalidProtocolBufferException {
        for (var type : List.of(BookTripRequest.getDescriptor(), Struct.getDescriptor())) {
            var seen = new HashSet<>();
            for (var seed = 0; seed < 200; seed++) {
                var message = maker.make(type, 0.5, new SplittableRandom(seed));
                assertEquals(message, DynamicMessage.parseFrom(type, message.toByteString()));
                seen.add(message.toByteString());
            }
            assertTrue(seen.size() > 100, type.getFullName() + ": " + seen.size());
        }
    }

    @Test
    void theSameSeedMakesTheSame() {
        var type = BookTripRequest.getDescriptor();
        var one = maker.make(type, 0.3, new SplittableRandom(7));
        assertEquals(one, maker.make(type, 0.3, new SplittableRandom(7)));
        assertNotEquals(one, maker.make(type, 0.3, new SplittableRandom(8)));
    }

    @Test
    void damageChangesBytesAndNeverFails() {
        var random = new SplittableRandom(1);
        var changed = 0;
        for (var turn = 0; turn < 1_000; turn++) {
            var bytes = Damage.random(random.nextInt(50), random);
            changed += java.util.Arrays.equals(bytes, Damage.to(bytes, random)) ? 0 : 1;
        }
        assertTrue(changed > 900, () -> "too few were changed");
    }
}
