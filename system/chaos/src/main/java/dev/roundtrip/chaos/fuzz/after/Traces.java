package dev.roundtrip.chaos.fuzz.after;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.roundtrip.chaos.fuzz.grpc.GrpcAnswer;
import dev.roundtrip.chaos.fuzz.grpc.GrpcCall;
import dev.roundtrip.chaos.fuzz.grpc.GrpcRules;
import dev.roundtrip.chaos.fuzz.http.HttpAnswer;
import dev.roundtrip.chaos.fuzz.http.HttpTry;
import dev.roundtrip.local.ServiceName;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which rows the databases may have for what was sent: those of calls that were answered OK, and of calls of which nothing is
 * known. A call that was refused has none.
 */
public final class Traces {
    private static final Pattern REQUEST_ID = Pattern.compile("\"request_?[iI]d\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern TRIP_ID = Pattern.compile("\"tripId\"\\s*:\\s*\"([^\"]*)\"");
    private static final int CLIENT_ERRORS = 400;
    private static final int MOST_REFUSALS = 20_000;
    private static final int MOST_OF_ONE_KEY = 5;
    private static final int MOST_SHOWN = 2_000;

    private final Set<String> trips = ConcurrentHashMap.newKeySet();
    private final Set<String> requests = ConcurrentHashMap.newKeySet();
    private final Set<Key> keys = ConcurrentHashMap.newKeySet();
    private final Set<Key> reserved = ConcurrentHashMap.newKeySet();
    private final Map<Key, List<String>> refusals = new ConcurrentHashMap<>();

    /** A step at a participant. */
    public record Key(ServiceName owner, UUID saga, String step) {}

    /** A trip that was booked on purpose. */
    public void booked(String trip) {
        trips.add(trip);
    }

    /** Notes what a call may have left. */
    public void note(GrpcCall call, GrpcAnswer answer) {
        if (!GrpcRules.mayHaveHappened(answer)) {
            remember(call, answer);
            return;
        }
        for (var message : call.messages()) {
            text(message, "request_id").ifPresent(requests::add);
            key(call.rpc().owner(), message).ifPresent(keys::add);
        }
        if (answer instanceof GrpcAnswer.Answered answered
                && answered.status().filter(Status.Code.OK::equals).isPresent()) {
            answered.messages().forEach(bytes -> acknowledge(call, bytes));
        }
    }

    private void remember(GrpcCall call, GrpcAnswer answer) {
        var words = call.toString();
        var shown = answer.name() + " to " + words.substring(0, Math.min(words.length(), MOST_SHOWN));
        for (var message : call.messages()) {
            key(call.rpc().owner(), message)
                    .filter(key -> refusals.size() < MOST_REFUSALS)
                    .ifPresent(key -> refusals.merge(key, List.of(shown), Traces::last));
        }
    }

    private static List<String> last(List<String> before, List<String> now) {
        return Stream.concat(before.stream(), now.stream())
                .skip(Math.max(0, before.size() + 1L - MOST_OF_ONE_KEY))
                .toList();
    }

    private void acknowledge(GrpcCall call, byte[] bytes) {
        read(call.rpc().method().getOutputType(), bytes).ifPresent(reply -> {
            if (call.rpc().method().getName().equals("BookTrip")) {
                inner(reply, "trip").flatMap(trip -> text(trip, "trip_id")).ifPresent(this::booked);
            }
            if (call.rpc().method().getName().startsWith("Reserve")
                    && inner(reply, "reservation").isPresent()) {
                call.message()
                        .flatMap(message -> key(call.rpc().owner(), message))
                        .ifPresent(reserved::add);
            }
        });
    }

    /** The same for a request over HTTP. */
    public void note(HttpTry what, HttpAnswer answer) {
        if (answer instanceof HttpAnswer.Answered answered) {
            if (answered.status() < CLIENT_ERRORS) {
                TRIP_ID.matcher(answered.body()).results().forEach(found -> booked(found.group(1)));
            }
            return;
        }
        var sent = new String(what.bytes(), StandardCharsets.UTF_8);
        REQUEST_ID.matcher(sent).results().forEach(found -> requests.add(found.group(1)));
    }

    private static Optional<DynamicMessage> read(Descriptor type, byte[] bytes) {
        try {
            return Optional.of(DynamicMessage.parseFrom(type, bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Optional<Key> key(ServiceName owner, Message message) {
        return inner(message, "key")
                .flatMap(key -> text(key, "saga_id").flatMap(Traces::uuid).flatMap(saga -> text(key, "step")
                        .map(step -> new Key(owner, saga, step))));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Message> inner(Message message, String name) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
                .filter(field -> !field.isRepeated() && field.hasPresence() && message.hasField(field))
                .map(message::getField)
                .filter(Message.class::isInstance)
                .map(Message.class::cast);
    }

    private static Optional<String> text(Message message, String name) {
        return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
                .map(message::getField)
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Whether this saga has a reason to be there. */
    public boolean explain(String saga, String requestId) {
        return trips.contains(saga) || requests.contains(requestId);
    }

    /** Whether this row of a ledger has. */
    public boolean explain(Key key) {
        return keys.contains(key);
    }

    /** The last refusals of calls that named this key, with what was sent, for people. */
    List<String> refusals(Key key) {
        return refusals.getOrDefault(key, List.of());
    }

    /** The trips that callers were told of. */
    public Set<String> acknowledgedTrips() {
        return Set.copyOf(trips);
    }

    /** The keys that callers were told have a reservation, whatever became of it later. */
    public Set<Key> acknowledgedReservations() {
        return Set.copyOf(reserved);
    }
}
