package dev.roundtrip.chaos.fuzz.message;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What fields of a name usually hold, so that garbage gets past the first check: a message of which one field is wrong reaches
 * more code than one that is wrong all over.
 */
public final class Vocabulary {
    private static final int REMEMBERED = 64;
    private static final long TIME_BITS = 16;

    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry("origin", List.of("LIS")),
            Map.entry("destination", List.of("OPO")),
            Map.entry("location", List.of("OPO", "LIS", "MAD")),
            Map.entry("city", List.of("Porto", "Lisbon", "porto")),
            Map.entry("hotel_id", List.of("porto-ribeira", "porto-foz", "porto-livraria")),
            Map.entry("flight_number", List.of("RT101", "RT103", "RT404", "")),
            Map.entry("currency_code", List.of("EUR")),
            Map.entry("step", List.of("flight", "hotel", "car", "seat-2")),
            Map.entry("definition", List.of("trip")),
            Map.entry("name", List.of("Ana Silva", "李小龍", "Zoë O'Neil-Ångström")),
            Map.entry("traveller_name", List.of("Ana Silva", "Zoë O'Neil-Ångström")),
            Map.entry("email", List.of("ana@example.org")),
            Map.entry("actor", List.of("ops@example.org")),
            Map.entry("reason", List.of("SOLD_OUT")),
            Map.entry("message", List.of("Nothing is left.")),
            Map.entry("page_token", List.of("")),
            Map.entry("service", List.of("")));

    private final List<String> trips;
    private final LocalDate firstDay;
    private final Deque<String> keys = new ArrayDeque<>();

    /**
     * Knows some trips.
     *
     * @param trips ids of trips that have ended: whatever is asked of them changes nothing
     * @param firstDay from when on there is something to book
     */
    public Vocabulary(List<String> trips, LocalDate firstDay) {
        this.trips = List.copyOf(trips);
        this.firstDay = firstDay;
    }

    /** A day near the beginning of what can be booked: several dates of one message belong together. */
    public LocalDate day(RandomGenerator random) {
        return firstDay.plusDays(random.nextInt(60));
    }

    /** A trip that has ended. */
    public String trip(RandomGenerator random) {
        return trips.get(random.nextInt(trips.size()));
    }

    /** What a text field of this kind may well hold; empty when nothing is known of it. */
    Optional<String> text(FieldDescriptor field, RandomGenerator random) {
        return switch (field.getName()) {
            // A participant believes whoever has the key: cancelling a real trip's would break that trip, and rightly
            // so.
            case "saga_id" -> Optional.of(isParticipantsKey(field) ? key(random) : tripOrNone(random));
            case "trip_id" -> Optional.of(tripOrNone(random));
            case "request_id" -> Optional.of("fuzz-" + Long.toHexString(random.nextLong()));
            default ->
                Optional.ofNullable(WORDS.get(field.getName())).map(words -> words.get(random.nextInt(words.size())));
        };
    }

    private static boolean isParticipantsKey(FieldDescriptor field) {
        return field.getContainingType().getFullName().equals("roundtrip.participant.v1.StepKey");
    }

    private String tripOrNone(RandomGenerator random) {
        return random.nextInt(4) > 0 ? trip(random) : timeOrdered(random);
    }

    /** A new key, or one that was used a moment ago: repeats and cancels are to meet what they are about. */
    private synchronized String key(RandomGenerator random) {
        if (!keys.isEmpty() && random.nextInt(3) == 0) {
            return List.copyOf(keys).get(random.nextInt(keys.size()));
        }
        var key = timeOrdered(random);
        keys.addLast(key);
        if (keys.size() > REMEMBERED) {
            keys.removeFirst();
        }
        return key;
    }

    private static String timeOrdered(RandomGenerator random) {
        long most = System.currentTimeMillis() << TIME_BITS | 0x7000 | random.nextInt(0x1000);
        long least = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(most, least).toString();
    }
}
