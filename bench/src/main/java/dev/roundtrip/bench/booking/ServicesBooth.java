package dev.roundtrip.bench.booking;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.front.ParticipantCalls;
import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.grpc.stub.StreamObserver;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The participants themselves: the calls that an orchestrator would make, one after the other, with nobody in between. */
public final class ServicesBooth implements Booth {
    private static final int CONNECTIONS = 2;

    private final Connections flights;
    private final Connections hotels;
    private final Connections cars;
    private final ComingBack comingBack = new ComingBack();
    private final NoArgGenerator sagaIds = Generators.timeBasedEpochGenerator();
    private final Map<Way, List<BookTripRequest>> byDay = new EnumMap<>(Way.class);

    /** All of them listen on 127.0.0.1. */
    public ServicesBooth(int flightPort, int hotelPort, int carPort) {
        flights = new Connections(flightPort, CONNECTIONS);
        hotels = new Connections(hotelPort, CONNECTIONS);
        cars = new Connections(carPort, CONNECTIONS);
        for (var way : Way.values()) {
            byDay.put(way, TripWishes.byDay(way));
        }
    }

    @Override
    public void book(Way way, Hearer hearer) {
        var days = byDay.get(way);
        var trip = days.get(ThreadLocalRandom.current().nextInt(days.size()));
        var calls = new ParticipantCalls(trip, sagaIds.generate().toString());
        new Chain(way, calls, hearer).flight();
    }

    @Override
    public void close() {
        flights.close();
        hotels.close();
        cars.close();
    }

    /** One trip. */
    private final class Chain {
        private final Way way;
        private final ParticipantCalls calls;
        private final Hearer hearer;

        Chain(Way way, ParticipantCalls calls, Hearer hearer) {
            this.way = way;
            this.calls = calls;
            this.hearer = hearer;
        }

        void flight() {
            FlightServiceGrpc.newStub(flights.next())
                    .reserveFlight(
                            calls.flight(),
                            then(this::flight, answer -> goOn(answer.hasReservation(), answer, this::hotel)));
        }

        private void hotel() {
            HotelServiceGrpc.newStub(hotels.next())
                    .reserveHotel(
                            calls.hotel(),
                            then(this::hotel, answer -> goOn(answer.hasReservation(), answer, this::car)));
        }

        private void car() {
            CarServiceGrpc.newStub(cars.next()).reserveCar(calls.car(), then(this::car, this::decided));
        }

        private void decided(ReserveCarResponse answer) {
            switch (way) {
                case FORWARD -> goOn(answer.hasReservation(), answer, hearer::ended);
                case FAILING -> goOn(answer.hasRejection(), answer, this::giveBackHotel);
            }
        }

        private void giveBackHotel() {
            HotelServiceGrpc.newStub(hotels.next())
                    .cancelHotel(calls.cancelHotel(), then(this::giveBackHotel, answer -> giveBackFlight()));
        }

        private void giveBackFlight() {
            FlightServiceGrpc.newStub(flights.next())
                    .cancelFlight(calls.cancelFlight(), then(this::giveBackFlight, answer -> hearer.ended()));
        }

        private void goOn(boolean asExpected, Object answer, Runnable next) {
            if (asExpected) {
                next.run();
            } else {
                hearer.failed(new BenchFailure("A participant answered " + answer + "."));
            }
        }

        /** A service that has no room is asked again, as the orchestrator would. */
        private <T> StreamObserver<T> then(Runnable again, Consumer<T> next) {
            return new StreamObserver<>() {
                private T answer;

                @Override
                public void onNext(T value) {
                    answer = value;
                }

                @Override
                public void onCompleted() {
                    next.accept(answer);
                }

                @Override
                public void onError(Throwable failure) {
                    Refusal.of(failure)
                            .ifPresentOrElse(
                                    time -> comingBack.after(time, again),
                                    () -> hearer.failed(new BenchFailure(
                                            "A participant did not answer: " + failure.getMessage(), failure)));
                }
            };
        }
    }
}
