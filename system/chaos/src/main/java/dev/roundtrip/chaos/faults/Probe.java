package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.wire.Dates;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds out whether one orchestrator works: by booking a trip there, on days that nobody else wants. */
final class Probe implements AutoCloseable {
    private static final LocalDate LAST_DAY = LocalDate.of(2035, 12, 25);
    private static final long CALL_LIMIT_SECONDS = 5;
    // Every probe takes a room, and the hotel has several: a day may have to do for two of them.
    private static final int DAYS = 2000;
    private static final AtomicInteger PROBES = new AtomicInteger();

    private final ManagedChannel channel;
    private final String orchestrator;
    private final List<UUID> booked = new CopyOnWriteArrayList<>();
    private BookTripRequest request = next();

    Probe(ServiceProcess orchestrator) {
        this.orchestrator = orchestrator.label();
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", orchestrator.port())
                .usePlaintext()
                .build();
    }

    /** Whose state it finds out. */
    String orchestrator() {
        return orchestrator;
    }

    /** The trips that it was told are booked. */
    List<UUID> booked() {
        return List.copyOf(booked);
    }

    /** Empty when a trip was booked; otherwise why not. Until one was, the same one is asked for again. */
    Optional<String> book() {
        channel.resetConnectBackoff();
        try {
            var trip = TripServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .bookTrip(request)
                    .getTrip();
            return whyNot(trip);
        } catch (StatusRuntimeException e) {
            return Optional.of(e.getStatus().toString());
        }
    }

    private Optional<String> whyNot(Trip trip) {
        return switch (trip.getStatus()) {
            case TRIP_STATUS_COMPLETED -> {
                booked.add(UUID.fromString(trip.getTripId()));
                request = next();
                yield Optional.empty();
            }
            case TRIP_STATUS_COMPENSATED, TRIP_STATUS_CLOSED_BY_OPERATOR -> {
                request = next();
                yield Optional.of("trip " + trip.getTripId() + " was not booked: " + trip.getFailure());
            }
            case TRIP_STATUS_RUNNING, TRIP_STATUS_COMPENSATING, TRIP_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                Optional.of("trip " + trip.getTripId() + " is still " + name(trip.getStatus()));
        };
    }

    private static String name(TripStatus status) {
        return status.name().substring("TRIP_STATUS_".length());
    }

    private static BookTripRequest next() {
        var from = LAST_DAY.minusDays(PROBES.getAndIncrement() % DAYS);
        var to = from.plusDays(1);
        return BookTripRequest.newBuilder()
                .setRequestId("probe-" + UUID.randomUUID())
                .setTraveller(Traveller.newBuilder().setName("Petra Probe").setEmail("petra@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("DUB")
                        .setDestination("LHR")
                        .setDepartureDate(Dates.toDate(from))
                        .setPassengers(1)
                        .setFlightNumber("RT305"))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId("dublin-liffey")
                        .setCheckIn(Dates.toDate(from))
                        .setCheckOut(Dates.toDate(to))
                        .setRooms(1))
                .setCar(CarWish.newBuilder()
                        .setLocation("DUB")
                        .setCarClass(CarClass.CAR_CLASS_ECONOMY)
                        .setPickUp(Dates.toDate(from))
                        .setDropOff(Dates.toDate(to)))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
