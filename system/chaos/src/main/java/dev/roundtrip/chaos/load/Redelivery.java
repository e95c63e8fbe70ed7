package dev.roundtrip.chaos.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roundtrip.chaos.load.Forward.Reply;
import dev.roundtrip.chaos.load.Journal.LedgerRow;
import dev.roundtrip.chaos.load.RecordedTrip.Event;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends every forward request that was ever sent to a participant once more, as a network may that kept a copy: each must be
 * answered as it was the first time, or as cancelled since, and change nothing. Meant for a system at rest; an audit should
 * follow it.
 *
 * <p>What was never sent is not sent now: it would be a first request, not a repeat, and the participant would be right to carry it
 * out. A request counts as sent when the journal has its attempt or the participant has its key; an attempt that neither of
 * them remembers can only be that of a saga that was taken over, which leaves a tombstone for every step.
 */
public final class Redelivery {
    private static final int PAGE = 500;
    private static final int AT_ONCE = 32;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_VIOLATIONS = 1_000;
    private static final String SUCCEEDED = "STEP_SUCCEEDED";
    private static final String REJECTED = "STEP_REJECTED";

    private final Journal journal;
    private final Map<ServiceName, Integer> ports;

    /**
     * Of one system.
     *
     * @param ports where its participants listen on 127.0.0.1
     */
    public Redelivery(Databases databases, Map<ServiceName, Integer> ports) {
        journal = new Journal(databases);
        this.ports = Map.copyOf(ports);
    }

    /**
     * What came of it.
     *
     * @param sent how many requests were sent
     * @param violations what was answered otherwise, each in words
     */
    public record Report(long sent, List<String> violations) {
        public Report {
            violations = List.copyOf(violations);
        }
    }

    /** What was known of the answers before anything was sent once more. */
    private record Told(Map<String, RecordedTrip> trips, Map<Forward.Key, LedgerRow> ledger) {
        static Told of(List<RecordedTrip> trips, Map<Forward.Key, LedgerRow> ledger) {
            return new Told(
                    trips.stream().collect(Collectors.toMap(trip -> trip.id().toString(), Function.identity())),
                    ledger);
        }

        Optional<LedgerRow> onRecord(Forward.Key key) {
            return Optional.ofNullable(ledger.get(key));
        }

        Optional<Event> first(Forward.Key key) {
            return firstAnswer(trips.get(key.tripId()), key.step());
        }
    }

    /** What a step was first answered, going by the journal; empty when nobody heard of an answer. */
    static Optional<Event> firstAnswer(RecordedTrip trip, String step) {
        return Stream.of(SUCCEEDED, REJECTED)
                .flatMap(kind -> trip.first(kind, step, Long.MAX_VALUE).stream())
                .min(Comparator.comparing(Event::sequence));
    }

    /** Does it, some tens of requests at a time. */
    public Report run() {
        var channels = new EnumMap<ServiceName, ManagedChannel>(ServiceName.class);
        for (var participant : ServiceName.participants()) {
            var address = "127.0.0.1:" + ports.get(participant);
            channels.put(
                    participant,
                    NettyChannelBuilder.forTarget(address).usePlaintext().build());
        }
        try {
            return run(channels);
        } finally {
            channels.values().forEach(ManagedChannel::shutdownNow);
        }
    }

    private Report run(Map<ServiceName, ManagedChannel> channels) {
        long sent = 0;
        var violations = new ArrayList<String>();
        var page = journal.page(Optional.empty(), PAGE);
        while (!page.isEmpty()) {
            var ledger = journal.ledger(page.stream().map(RecordedTrip::id).toList());
            var requests = page.stream().flatMap(trip -> sent(trip, ledger)).toList();
            sent += requests.size();
            violations.addAll(send(requests, Told.of(page, ledger), channels));
            page = journal.page(Optional.of(page.getLast().id()), PAGE);
        }
        return new Report(sent, violations.stream().limit(MOST_VIOLATIONS).toList());
    }

    /** The requests that were sent for a trip. */
    static Stream<Forward> sent(RecordedTrip trip, Map<Forward.Key, LedgerRow> ledger) {
        var request = parsed(trip.events().getFirst().payload());
        return ServiceName.participants().stream()
                .map(participant -> new Forward(new Forward.Key(trip.id().toString(), participant.database()), request))
                .filter(forward -> ledger.containsKey(forward.key())
                        || trip.first("STEP_STARTED", forward.key().step(), Long.MAX_VALUE)
                                .isPresent())
                .filter(forward -> request.hasCar() || !forward.key().step().equals("car"));
    }

    private static BookTripRequest parsed(byte[] request) {
        try {
            return BookTripRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the journal has a request that can't be read", e);
        }
    }

    private static List<String> send(List<Forward> requests, Told before, Map<ServiceName, ManagedChannel> channels) {
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = requests.stream()
                    .map(request -> CompletableFuture.supplyAsync(
                            () -> {
                                room.acquireUninterruptibly();
                                try {
                                    return send(request, before, channel(request, channels));
                                } finally {
                                    room.release();
                                }
                            },
                            threads))
                    .toList();
            return answers.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private static Channel channel(Forward request, Map<ServiceName, ManagedChannel> channels) {
        return channels.entrySet().stream()
                .filter(entry -> entry.getKey().database().equals(request.key().step()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> send(Forward request, Told before, Channel participant) {
        var patience = new Patience(new SplittableRandom(request.key().hashCode()), LIMIT);
        var status = Status.OK;
        while (patience.isLeft()) {
            try {
                var reply = request.send(participant);
                return violation(request.key(), before.onRecord(request.key()), reply)
                        .or(() -> unlikeTheFirst(request.key(), before.first(request.key()), reply));
            } catch (StatusRuntimeException e) {
                status = e.getStatus();
                if (!mayPass(status)) {
                    break;
                }
            }
            patience.pause();
        }
        return Optional.of(request.key() + " was sent once more and answered " + status);
    }

    private static boolean mayPass(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED -> true;
            case OK,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED -> false;
        };
    }

    /** What is wrong with an answer to a repeat, going by what the participant had on record before it. */
    static Optional<String> violation(Forward.Key key, Optional<LedgerRow> recorded, Reply reply) {
        // What has expired is answered as if it had been cancelled.
        boolean isAsItWas =
                recorded.map(row -> reply.equals(expected(row))).orElseGet(() -> reply instanceof Reply.Superseded);
        return isAsItWas
                ? Optional.empty()
                : Optional.of(key + " was sent once more and answered "
                        + reply.getClass().getSimpleName() + ", and was "
                        + recorded.map(LedgerRow::state).orElse("not on record"));
    }

    /**
     * What is wrong with it, going by the first answer that the journal has: what is reserved is what the traveller was told of,
     * and a no stays one. What has been cancelled since has no answer of its own.
     */
    static Optional<String> unlikeTheFirst(Forward.Key key, Optional<Event> first, Reply reply) {
        boolean isAlike =
                switch (reply) {
                    case Reply.Reserved(var answer) ->
                        first.map(event -> event.kind().equals(SUCCEEDED)
                                        && answer.equals(ByteString.copyFrom(event.payload())))
                                .orElse(true);
                    case Reply.Rejected rejected ->
                        first.map(event -> event.kind().equals(REJECTED)).orElse(true);
                    case Reply.Superseded superseded -> true;
                    case Reply.Nothing nothing -> true;
                };
        return isAlike
                ? Optional.empty()
                : Optional.of(key + " was sent once more and answered "
                        + reply.getClass().getSimpleName() + ", and its first answer is another one by the journal: "
                        + first.map(Event::kind).orElseThrow());
    }

    private static Reply expected(LedgerRow row) {
        return switch (row.state()) {
            case "RESERVED" -> new Reply.Reserved(ByteString.copyFrom(row.answer()));
            case "REJECTED" -> new Reply.Rejected(ByteString.copyFrom(row.answer()));
            case "CANCELLED" -> new Reply.Superseded();
            default -> throw new IllegalStateException("a ledger has no state " + row.state());
        };
    }
}
