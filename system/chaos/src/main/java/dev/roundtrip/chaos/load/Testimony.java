package dev.roundtrip.chaos.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripEvent;
import dev.roundtrip.trip.v1.TripEventType;
import dev.roundtrip.trip.v1.TripStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that anyone was ever told about one request id and the trip that came of it. What contradicts something that was told
 * before is noticed at once; the rest is for the journal to confirm. For use by several threads.
 */
final class Testimony {
    private static final Map<TripEventType, TripStatus> ENDS = Map.of(
            TripEventType.TRIP_EVENT_TYPE_TRIP_COMPLETED, TripStatus.TRIP_STATUS_COMPLETED,
            TripEventType.TRIP_EVENT_TYPE_TRIP_COMPENSATED, TripStatus.TRIP_STATUS_COMPENSATED,
            TripEventType.TRIP_EVENT_TYPE_TRIP_CLOSED, TripStatus.TRIP_STATUS_CLOSED_BY_OPERATOR);
    private static final int MOST_CONTRADICTIONS = 10;

    private final String requestId;
    private final Set<String> tripIds = new TreeSet<>();
    private final Map<Body, Told> bookings = new TreeMap<>(Comparator.comparing(Body::digest));
    private final TreeMap<Long, ByteString> answers = new TreeMap<>();
    private final TreeMap<Long, ByteString> events = new TreeMap<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<String> contradictions = new ArrayList<>();
    private final EnumSet<Wish> wishes = EnumSet.noneOf(Wish.class);
    private long endedAt;
    private TripStatus endedAs = TripStatus.TRIP_STATUS_UNSPECIFIED;
    private boolean endCounted;
    private int open;

    /** What was told about one trip that was asked for under the request id; under most of them there is only one. */
    static final class Told {
        private boolean accepted;
        private boolean unanswered;
        private boolean taken;
        private String refusal = "";

        /** Whether someone was told that there is such a trip. */
        boolean accepted() {
            return accepted;
        }

        /** Whether there may be such a trip for all that anyone knows. */
        boolean mayBe() {
            return accepted || unanswered;
        }

        /** Whether someone was told that the request id is another trip's. */
        boolean taken() {
            return taken;
        }

        /** The last clear no; empty when there was none. */
        String refusal() {
            return refusal;
        }
    }

    /** What someone wanted to be done to the trip, and what they were told. */
    enum Wish {
        /** Someone sent a cancel, whatever came of it. */
        CANCEL_SENT,
        /** A cancel was acknowledged. */
        CANCEL_ACKNOWLEDGED,
        /** A cancel was refused: the trip is booked. */
        CANCEL_TOO_LATE,
        /** An operator sent a command to undo it, whatever came of it. */
        UNDOING_SENT,
        /** Someone was told that there is no such trip, after it had been acknowledged. */
        SAID_TO_BE_GONE
    }

    /**
     * A command of an operator that was answered as recorded.
     *
     * @param sequence the number of its event, as answered
     * @param kind the event's
     * @param reason what the operator gave
     */
    record Command(long sequence, String kind, String reason) {}

    Testimony(String requestId) {
        this.requestId = requestId;
    }

    String requestId() {
        return requestId;
    }

    // ---- what is told

    /** A call for it begins. */
    synchronized void began() {
        open++;
    }

    /** It has ended. */
    synchronized void ended() {
        open--;
    }

    /** A request to book was answered with a trip. */
    synchronized void accepted(BookTripRequest sent, long horizon, Trip trip) {
        about(sent).accepted = true;
        require(trip.getRequestId().equals(requestId), "was answered with the trip of request " + trip.getRequestId());
        require(
                trip.getTraveller().equals(sent.getTraveller()),
                "was answered with a trip of " + trip.getTraveller().getName());
        shown(horizon, trip);
    }

    /** Of a request to book nothing is known. */
    synchronized void unanswered(BookTripRequest sent) {
        about(sent).unanswered = true;
    }

    /** A request to book was answered with how its trip ended, which has been deleted since. */
    synchronized void noLongerKept(BookTripRequest sent) {
        about(sent).unanswered = true;
    }

    /** A request to book was refused, and nothing came of it. */
    synchronized void refused(BookTripRequest sent, String why) {
        about(sent).refusal = why;
    }

    /** A request to book was refused because its id is another trip's. */
    synchronized void taken(BookTripRequest sent) {
        about(sent).taken = true;
    }

    private Told about(BookTripRequest sent) {
        return bookings.computeIfAbsent(Body.of(sent), body -> new Told());
    }

    /**
     * The trip was shown to someone.
     *
     * @param horizon the {@link #horizon} before they asked
     */
    synchronized void shown(long horizon, Trip trip) {
        known(trip.getTripId());
        var sequence = trip.getLastSequence();
        require(sequence > 0, "was shown without a history, " + trip.getStatus());
        require(
                sequence >= horizon,
                "was shown as of event " + sequence + " after event " + horizon + " had been told");
        var said = trip.toBuilder()
                .clearTraveller()
                .clearTripId()
                .clearRequestId()
                .build()
                .toByteString();
        var before = answers.putIfAbsent(sequence, said);
        require(before == null || before.equals(said), "was shown as of event " + sequence + " in two ways");
        if (trip.hasEndTime()) {
            end(sequence, trip.getStatus());
        }
        require(endedAt == 0 || sequence <= endedAt, "was shown as of event " + sequence + " after its end");
    }

    /** Someone was told of its id. */
    synchronized void known(String tripId) {
        tripIds.add(tripId);
        require(tripIds.size() == 1, "is more than one trip: " + tripIds);
    }

    /** A watcher who had seen everything up to {@code after} was told of an event. */
    synchronized void event(long after, TripEvent event) {
        var sequence = event.getSequence();
        require(sequence == after + 1, "had event " + sequence + " follow event " + after);
        var before = events.putIfAbsent(sequence, event.toByteString());
        require(before == null || before.equals(event.toByteString()), "had event " + sequence + " told in two ways");
        if (isEnd(event)) {
            end(sequence, ENDS.get(event.getType()));
        }
        require(endedAt == 0 || sequence <= endedAt, "had event " + sequence + " after its end");
    }

    /** A watcher who had seen everything up to {@code last} was told that nothing more can come. */
    synchronized void watchEnded(long last) {
        require(
                Optional.ofNullable(events.get(last))
                        .filter(said -> isEnd(event(said)))
                        .isPresent(),
                "had its watcher sent away after event " + last + ", which is no end");
    }

    private static boolean isEnd(TripEvent event) {
        return ENDS.containsKey(event.getType());
    }

    private void end(long sequence, TripStatus status) {
        require(
                endedAt == 0 || (endedAt == sequence && endedAs == status),
                "ended as " + endedAs + " with event " + endedAt + " and as " + status + " with event " + sequence);
        if (endedAt == 0) {
            endedAt = sequence;
            endedAs = status;
        }
    }

    /** Something was wished for, or came of a wish. */
    synchronized void wished(Wish wish) {
        wishes.add(wish);
    }

    /** An operator's command was answered as recorded. */
    synchronized void commanded(Command command) {
        commands.add(command);
    }

    /** Something was told that can't be true, or that nobody may be told. */
    synchronized void contradiction(String what) {
        require(false, what);
    }

    private void require(boolean right, String otherwise) {
        if (!right && contradictions.size() < MOST_CONTRADICTIONS) {
            contradictions.add(otherwise);
        }
    }

    // ---- what was told

    /** The number of the last event that anyone has been told of: nobody who asks from now on may see less. */
    synchronized long horizon() {
        var answered = answers.isEmpty() ? 0 : answers.lastKey();
        var watched = events.isEmpty() ? 0 : events.lastKey();
        return Math.max(answered, watched);
    }

    /** Whether anyone was told its end. */
    synchronized boolean hasEnded() {
        return endedAt > 0;
    }

    /** How it ended, as the first one was told; empty before, and when this has been asked before. */
    synchronized Optional<TripStatus> takeEnd() {
        if (endedAt == 0 || endCounted) {
            return Optional.empty();
        }
        endCounted = true;
        return Optional.of(endedAs);
    }

    /** Whether anyone was told of a trip. */
    synchronized boolean isTrip() {
        return !tripIds.isEmpty();
    }

    /** Whether everyone who asked for it was clearly refused, for reasons that have to do with no other trip. */
    synchronized boolean isRefused() {
        return !bookings.isEmpty()
                && bookings.values().stream().noneMatch(booking -> booking.mayBe() || booking.taken());
    }

    /** Whether nobody is asking now. */
    synchronized boolean isClosed() {
        return open == 0;
    }

    synchronized Set<String> tripIds() {
        return Set.copyOf(tripIds);
    }

    synchronized Map<Body, Told> bookings() {
        return Map.copyOf(bookings);
    }

    /** As it was shown, by the number of its last event then; without what is the same in all: ids and traveller. */
    synchronized List<Trip> answers() {
        return answers.values().stream().map(Testimony::trip).toList();
    }

    synchronized List<TripEvent> events() {
        return events.values().stream().map(Testimony::event).toList();
    }

    synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    synchronized boolean has(Wish wish) {
        return wishes.contains(wish);
    }

    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    private static Trip trip(ByteString bytes) {
        try {
            return Trip.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }

    private static TripEvent event(ByteString bytes) {
        try {
            return TripEvent.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was written can be read", e);
        }
    }
}
