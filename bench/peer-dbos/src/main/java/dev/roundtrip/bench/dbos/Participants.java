package dev.roundtrip.bench.dbos;

import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.CarServiceGrpc.CarServiceBlockingStub;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.FlightServiceGrpc.FlightServiceBlockingStub;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.HotelServiceGrpc.HotelServiceBlockingStub;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The three participants, called by threads that wait, one connection to each, as the orchestrator has. */
final class Participants {
    /** What the orchestrator gives a call. */
    private static final long DEADLINE_SECONDS = 2;

    private final FlightServiceBlockingStub flights;
    private final HotelServiceBlockingStub hotels;
    private final CarServiceBlockingStub cars;

    Participants(int port) {
        flights = FlightServiceGrpc.newBlockingStub(channel(port));
        hotels = HotelServiceGrpc.newBlockingStub(channel(port));
        cars = CarServiceGrpc.newBlockingStub(channel(port));
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .usePlaintext()
                .directExecutor()
                .build();
    }

    ReserveFlightResponse reserveFlight(ReserveFlightRequest request) {
        return flights.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).reserveFlight(request);
    }

    ReserveHotelResponse reserveHotel(ReserveHotelRequest request) {
        return hotels.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).reserveHotel(request);
    }

    ReserveCarResponse reserveCar(ReserveCarRequest request) {
        return cars.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).reserveCar(request);
    }

    void cancelFlight(CancelFlightRequest request) {
        flights.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).cancelFlight(request);
    }

    void cancelHotel(CancelHotelRequest request) {
        hotels.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS).cancelHotel(request);
    }
}
