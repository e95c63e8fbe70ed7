package dev.roundtrip.orchestrator.api;

import com.google.protobuf.util.Durations;
import dev.roundtrip.orchestrator.engine.OrchestratorSettings;
import dev.roundtrip.orchestrator.journal.History;
import dev.roundtrip.orchestrator.journal.NumberedEvent;
import dev.roundtrip.orchestrator.journal.TripArchive;
import dev.roundtrip.orchestrator.trip.TripFingerprint;
import dev.roundtrip.orchestrator.trip.TripVersions;
import dev.roundtrip.orchestrator.trip.TripView;
import dev.roundtrip.saga.runtime.NoLongerHere;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.runtime.Started;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.ListTripsResponse;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What can be asked about trips, for every way in alike: gRPC and REST only translate. */
@ApplicationScoped
public class TripDesk {
    private static final String DEFAULT_CURRENCY = "EUR";
    private static final Duration BUSY_RETRY = Duration.ofSeconds(1);
    /** How much later than the first the last may be told to come back: not all at once. */
    private static final Duration BUSY_SPREAD = Duration.ofSeconds(2);

    private static final int DEFAULT_PAGE = 50;
    private static final int MAX_PAGE = 200;
    /** Where the day ends last: a date is past when it is past there. */
    private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

    private final SagaEngine engine;
    private final TripVersions versions;
    private final TripArchive archive;
    private final OrchestratorSettings.Api settings;
    private final InstantSource clock;
    private final AtomicInteger watchers = new AtomicInteger();

    TripDesk(
            SagaEngine engine,
            TripVersions versions,
            TripArchive archive,
            OrchestratorSettings settings,
            InstantSource clock) {
        this.clock = clock;
        this.engine = engine;
        this.versions = versions;
        this.archive = archive;
        this.settings = settings.api();
    }

    // ---- booking

    /**
     * Books a trip, or finds the one that was booked with the same request id.
     *
     * @param timeLeft until the call's own deadline, if it has one
     */
    public Uni<Trip> book(BookTripRequest asked, Optional<Duration> timeLeft) {
        var request = asked.getCurrencyCode().isEmpty()
                ? asked.toBuilder().setCurrencyCode(DEFAULT_CURRENCY).build()
                : asked;
        TripRules.form(request).throwIfAny();
        var caller = CallerContext.executor();
        var wait = wait(request);
        var most = answerWithin(timeLeft);
        long latest = System.nanoTime() + most.toNanos();
        var trip = request.toBuilder().clearRequestId().clearWait().build();
        return start(request, trip)
                .chain(started -> answer(started, request.getRequestId(), shorter(wait, until(latest)), caller)
                        .onFailure(TripDesk::isNoSuchTrip)
                        .recoverWithUni(missing -> goneMeanwhile(request, missing, caller)))
                .emitOn(caller)
                .ifNoItem()
                .after(most.plus(settings.deadlineMargin().multipliedBy(3).dividedBy(4)))
                .on(CallerContext.timers())
                .failWith(() -> Refusals.unavailable(
                        "Nothing is known of the outcome yet; repeat the call with the same request_id."));
    }

    /** A request that was accepted is not asked again whether its dates are past. */
    private Uni<Started> start(BookTripRequest request, BookTripRequest trip) {
        var fingerprint = TripFingerprint.of(request);
        var today = LocalDate.ofInstant(clock.instant(), LAST_ZONE);
        var past = TripRules.past(request, today);
        if (past.isEmpty()) {
            return engine.start(versions.newest(), request.getRequestId(), fingerprint, trip);
        }
        return engine.repeatOf(request.getRequestId(), fingerprint).map(repeat -> {
            if (repeat.isEmpty()) {
                past.throwIfAny();
            }
            return repeat.orElseThrow();
        });
    }

    private Uni<Trip> answer(Started started, String requestId, Duration wait, Executor caller) {
        return switch (started) {
            case Started.Accepted accepted -> decided(accepted.sagaId(), requestId, wait, caller);
            case Started.Repeated repeated -> decided(repeated.sagaId(), requestId, wait, caller);
            case Started.Conflicting conflicting ->
                refuse(Status.ALREADY_EXISTS.withDescription("request_id " + requestId + " was used for another trip, "
                        + conflicting.sagaId() + ", which is untouched."));
            case Started.NoLongerKept gone -> Uni.createFrom().failure(NoLongerKept.of(requestId, gone));
            case Started.Busy busy -> Uni.createFrom().failure(TripDesk::busy);
            case Started.Stopping stopping ->
                Uni.createFrom().failure(Refusals.unavailable("This orchestrator is stopping; nothing was accepted."));
        };
    }

    /** How a call is refused for which there is no room; the time to come back is another one each time. */
    static StatusRuntimeException busy() {
        return Refusals.busy(
                "Too many trips are in flight; this call has accepted nothing.",
                BUSY_RETRY.plusMillis(ThreadLocalRandom.current().nextLong(BUSY_SPREAD.toMillis())));
    }

    /** The trip was there when the request was, and no longer when it was to be read. */
    private Uni<Trip> goneMeanwhile(BookTripRequest request, Throwable missing, Executor caller) {
        return engine.repeatOf(request.getRequestId(), TripFingerprint.of(request))
                .emitOn(caller)
                .chain(repeat -> Uni.createFrom()
                        .failure(repeat.filter(Started.NoLongerKept.class::isInstance)
                                .map(Started.NoLongerKept.class::cast)
                                .<Throwable>map(gone -> NoLongerKept.of(request.getRequestId(), gone))
                                .orElse(missing)));
    }

    /** How long the caller wants to wait for a decision. */
    private Duration wait(BookTripRequest request) {
        return request.hasWait()
                ? shorter(Duration.ofMillis(Durations.toMillis(request.getWait())), settings.maxWait())
                : settings.maxWait();
    }

    /** How long the whole call may take, accepting the trip included. */
    private Duration answerWithin(Optional<Duration> timeLeft) {
        return timeLeft.map(left -> left.minus(settings.deadlineMargin()))
                .map(left -> left.isPositive() ? left : Duration.ZERO)
                .map(left -> shorter(left, settings.maxWait()))
                .orElse(settings.maxWait());
    }

    private static Duration until(long nanoTime) {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The trip when it is decided, or as it is when the wait is over. */
    private Uni<Trip> decided(UUID tripId, String requestId, Duration wait, Executor caller) {
        Uni<Trip> asItIs = Uni.createFrom().deferred(() -> trip(tripId)).runSubscriptionOn(caller);
        if (!wait.isPositive()) {
            return asItIs;
        }
        long until = System.nanoTime() + wait.toNanos();
        return engine.whenEnded(tripId, wait)
                .chain(ended -> ended.map(saga -> Uni.createFrom().item(TripView.of(saga, requestId)))
                        .orElse(asItIs))
                .onFailure(NoLongerHere.class)
                .recoverWithUni(() -> Uni.createFrom()
                        .deferred(() -> decidedElsewhere(tripId, until, caller))
                        .runSubscriptionOn(caller));
    }

    /** Another process carries the trip on, or it has ended: the journal tells. */
    private Uni<Trip> decidedElsewhere(UUID tripId, long until, Executor caller) {
        return trip(tripId).chain(trip -> {
            if (trip.hasEndTime() || System.nanoTime() >= until) {
                return Uni.createFrom().item(trip);
            }
            return pause(caller).chain(() -> decidedElsewhere(tripId, until, caller));
        });
    }

    private Uni<Void> pause(Executor caller) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(settings.pollInterval())
                .emitOn(caller);
    }

    // ---- reading

    /** The trip of that id. */
    public Uni<Trip> trip(UUID tripId) {
        return archive.trip(tripId)
                .map(found -> found.map(trip -> TripView.of(trip)).orElseThrow(() -> noSuchTrip(tripId)));
    }

    /** A page of trips. */
    public Uni<ListTripsResponse> list(ListTripsRequest request) {
        var found = new FieldViolations();
        found.require(
                request.getStatus() != TripStatus.UNRECOGNIZED, "status", "must be one of the statuses of TripStatus");
        found.require(
                request.getPageSize() >= 0 && request.getPageSize() <= MAX_PAGE,
                "page_size",
                "must be 0 to " + MAX_PAGE);
        var status = request.getStatus();
        var token = PageToken.parse(request.getPageToken());
        found.require(
                request.getPageToken().isEmpty()
                        || token.filter(page -> page.list().equals(status.name()))
                                .isPresent(),
                "page_token",
                "must be the next_page_token of a page that was asked for with the same status");
        found.throwIfAny();
        int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
        return archive.trips(TripView.sagaStatus(status), token.map(PageToken::after), size)
                .map(trips -> {
                    var page = ListTripsResponse.newBuilder();
                    trips.trips().forEach(trip -> page.addTrips(TripView.of(trip)));
                    trips.last()
                            .ifPresent(last -> page.setNextPageToken(new PageToken(status.name(), last).toString()));
                    return page.build();
                });
    }

    /** Everything that happens to a trip after the event of that number, as it is committed, until the trip ends. */
    public Multi<NumberedEvent> watch(UUID tripId, long after) {
        FieldViolations found = new FieldViolations();
        found.require(after >= 0, "after_sequence", "must not be negative");
        found.throwIfAny();
        if (watchers.incrementAndGet() > settings.maxWatchers()) {
            watchers.decrementAndGet();
            throw Refusals.busy("Too many trips are being watched.", BUSY_RETRY);
        }
        var caller = CallerContext.executor();
        var seen = new AtomicLong(after);
        return Multi.createBy()
                .repeating()
                .uni(() -> next(tripId, seen).runSubscriptionOn(caller))
                .withDelay(settings.pollInterval())
                .whilst(history -> !history.complete())
                .onItem()
                .transformToIterable(History::events)
                .onTermination()
                .invoke(watchers::decrementAndGet);
    }

    private Uni<History> next(UUID tripId, AtomicLong seen) {
        return Uni.createFrom()
                .deferred(() -> archive.history(tripId, seen.get()))
                .map(history -> history.orElseThrow(() -> noSuchTrip(tripId)))
                .invoke(history -> history.events().stream()
                        .reduce((first, second) -> second)
                        .ifPresent(last -> seen.set(last.sequence())));
    }

    // ---- cancelling

    /** Has a trip undone. */
    public Uni<Trip> cancel(UUID tripId) {
        var caller = CallerContext.executor();
        return engine.cancel(tripId, "The traveller cancelled the trip.")
                .ifNoItem()
                .after(settings.commitLimit())
                .failWith(() -> Refusals.unavailable(
                        "It is not known yet whether trip " + tripId + " will be undone; repeat the call in a while."))
                .emitOn(caller)
                .chain(result -> switch (result) {
                    // A trip has no pivot; should it ever get one, its status tells how it came out.
                    case WILL_BE_UNDONE, UNLESS_PIVOT_PASSED -> trip(tripId);
                    case NO_SUCH_SAGA -> Uni.createFrom().failure(noSuchTrip(tripId));
                    case CLOSED_BY_OPERATOR ->
                        refuse(Status.FAILED_PRECONDITION.withDescription(
                                "Trip " + tripId + " was closed by an operator; it can't be cancelled any more."));
                    case ALREADY_COMPLETED, PIVOT_PASSED ->
                        refuse(Status.FAILED_PRECONDITION.withDescription(
                                "Trip " + tripId + " is booked; it can't be cancelled any more."));
                    case QUARANTINED ->
                        refuse(
                                Status.FAILED_PRECONDITION.withDescription(
                                        "Trip " + tripId
                                                + " was set aside and has to be looked at by an operator first; this call has recorded nothing."));
                    case TRY_AGAIN ->
                        Uni.createFrom()
                                .failure(Refusals.unavailable(
                                        "Trip " + tripId + " is changing hands; try again in a while."));
                });
    }

    private static StatusRuntimeException noSuchTrip(UUID tripId) {
        return Status.NOT_FOUND
                .withDescription("There is no trip " + tripId + ".")
                .asRuntimeException();
    }

    private static boolean isNoSuchTrip(Throwable failure) {
        return failure instanceof StatusRuntimeException refused
                && refused.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    private static <T> Uni<T> refuse(Status status) {
        return Uni.createFrom().failure(status.asRuntimeException());
    }
}
