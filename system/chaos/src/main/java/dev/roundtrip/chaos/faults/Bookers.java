package dev.roundtrip.chaos.faults;

import com.google.type.Date;
import dev.roundtrip.local.ServiceProcess;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.trip.v1.TripServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** People who book. */
final class Bookers implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ManagedChannel> channels;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    Bookers(List<ServiceProcess> orchestrators, int rate) {
        channels = orchestrators.stream()
                .map(o -> ManagedChannelBuilder.forAddress("127.0.0.1", o.port())
                        .usePlaintext()
                        .build())
                .toList();
        clock.scheduleAtFixedRate(() -> threads.submit(this::book), 0, 1_000_000 / rate, TimeUnit.MICROSECONDS);
    }

    private void book() {
        var n = number.getAndIncrement();
        var request = request(n);
        for (int i = 0; i < 5; i++) {
            try {
                var trip = TripServiceGrpc.newBlockingStub(channels.get((n + i) % channels.size()))
                        .withDeadlineAfter(5, TimeUnit.SECONDS)
                        .bookTrip(request)
                        .getTrip();
                count(trip.getStatus().name());
                return;
            } catch (StatusRuntimeException e) {
                count(e.getStatus().getCode().name());
            }
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, k -> new LongAdder()).increment();
    }

    String soFar() {
        return new TreeMap<>(counts).toString();
    }

    private static BookTripRequest request(int n) {
        var from = LocalDate.now().plusDays(30 + n % 2000);
        return BookTripRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTraveller(Traveller.newBuilder().setName("Ana Silva").setEmail("ana@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin("LIS")
                        .setDestination("OPO")
                        .setDepartureDate(date(from))
                        .setPassengers(1))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId(n % 4 == 0 ? "porto-livraria" : "porto-ribeira")
                        .setCheckIn(date(from))
                        .setCheckOut(date(from.plusDays(2)))
                        .setRooms(1))
                .build();
    }

    private static Date date(LocalDate day) {
        return Date.newBuilder()
                .setYear(day.getYear())
                .setMonth(day.getMonthValue())
                .setDay(day.getDayOfMonth())
                .build();
    }

    @Override
    public void close() {
        clock.close();
        threads.close();
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
