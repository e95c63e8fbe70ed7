package dev.roundtrip.orchestrator;

import com.google.type.Money;
import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CancelCarResponse;
import dev.roundtrip.car.v1.CarReservation;
import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.CancelFlightResponse;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.CancelHotelResponse;
import dev.roundtrip.hotel.v1.HotelReservation;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Participants that do what the traveller's name tells them to, over real gRPC, and write down what they were asked. The
 * script is in the request, so that it needs no state shared with the test: a traveller whose name holds
 * <ul>
 *   <li>{@code no-flight}, {@code no-hotel}, {@code no-car} is refused there, as sold out;
 *   <li>{@code slow-hotel} is never answered by the hotel;
 *   <li>{@code held-hotel} is not answered by the hotel until the test lets it go;
 *   <li>{@code flaky-flight} is answered UNAVAILABLE at the first attempt;
 *   <li>{@code broken-hotel} is answered INVALID_ARGUMENT;
 *   <li>{@code kept-flight} can't be cancelled, which is answered INVALID_ARGUMENT, until the test has it mended.
 * </ul>
 */
public class ScriptedParticipants implements QuarkusTestResourceLifecycleManager {
    private final Log log = new Log();
    private Server server;

    /** What was asked of the participants: {@code reserve flight}, {@code cancel hotel}, by saga id. */
    public static final class Log {
        private final Map<String, List<String>> calls = new ConcurrentHashMap<>();
        private final Set<String> kept = ConcurrentHashMap.newKeySet();
        private final Set<String> letGo = ConcurrentHashMap.newKeySet();

        int add(String call, StepKey key) {
            var ofSaga = calls.computeIfAbsent(key.getSagaId(), id -> new CopyOnWriteArrayList<>());
            ofSaga.add(call);
            return (int) ofSaga.stream().filter(call::equals).count();
        }

        /** From now on its flight can be cancelled. */
        public void mend(String sagaId) {
            kept.remove(sagaId);
        }

        /** From now on its hotel answers. */
        public void letGo(String sagaId) {
            letGo.add(sagaId);
        }

        /** In order. */
        public List<String> of(String sagaId) {
            return List.copyOf(calls.getOrDefault(sagaId, List.of()));
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                    .addService(new Flights())
                    .addService(new Hotels())
                    .addService(new Cars())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var port = Integer.toString(server.getPort());
        // The latter for a process of its own, which doesn't know that it is tested.
        return Stream.of("flight", "hotel", "car")
                .flatMap(client -> Stream.of(client + ".test-port", client + ".port"))
                .collect(Collectors.toMap(setting -> "quarkus.grpc.clients." + setting, setting -> port));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(log, new TestInjector.MatchesType(Log.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.shutdownNow();
        }
    }

    private static Money price(int euros) {
        return Money.newBuilder().setCurrencyCode("EUR").setUnits(euros).build();
    }

    private static Rejection soldOut(String what) {
        return Rejection.newBuilder()
                .setReason("SOLD_OUT")
                .setMessage("No " + what + " is left.")
                .build();
    }

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    private final class Flights extends FlightServiceGrpc.FlightServiceImplBase {
        @Override
        public void reserveFlight(ReserveFlightRequest request, StreamObserver<ReserveFlightResponse> observer) {
            int attempt = log.add("reserve flight", request.getKey());
            if (request.getTravellerName().contains("kept-flight")) {
                log.kept.add(request.getKey().getSagaId());
            }
            if (request.getTravellerName().contains("flaky-flight") && attempt == 1) {
                observer.onError(Status.UNAVAILABLE.asRuntimeException());
                return;
            }
            answer(
                    observer,
                    request.getTravellerName().contains("no-flight")
                            ? ReserveFlightResponse.newBuilder()
                                    .setRejection(soldOut("seat"))
                                    .build()
                            : ReserveFlightResponse.newBuilder()
                                    .setReservation(FlightReservation.newBuilder()
                                            .setConfirmationCode("FLIGHT")
                                            .setFlightNumber("RT101")
                                            .setPrice(price(100)))
                                    .build());
        }

        @Override
        public void cancelFlight(CancelFlightRequest request, StreamObserver<CancelFlightResponse> observer) {
            log.add("cancel flight", request.getKey());
            if (log.kept.contains(request.getKey().getSagaId())) {
                observer.onError(
                        Status.INVALID_ARGUMENT.withDescription("no such field").asRuntimeException());
                return;
            }
            answer(observer, CancelFlightResponse.getDefaultInstance());
        }
    }

    private final class Hotels extends HotelServiceGrpc.HotelServiceImplBase {
        @Override
        public void reserveHotel(ReserveHotelRequest request, StreamObserver<ReserveHotelResponse> observer) {
            log.add("reserve hotel", request.getKey());
            boolean held = request.getTravellerName().contains("held-hotel")
                    && !log.letGo.contains(request.getKey().getSagaId());
            if (held || request.getTravellerName().contains("slow-hotel")) {
                return;
            }
            if (request.getTravellerName().contains("broken-hotel")) {
                observer.onError(
                        Status.INVALID_ARGUMENT.withDescription("no such field").asRuntimeException());
                return;
            }
            answer(
                    observer,
                    request.getTravellerName().contains("no-hotel")
                            ? ReserveHotelResponse.newBuilder()
                                    .setRejection(soldOut("room"))
                                    .build()
                            : ReserveHotelResponse.newBuilder()
                                    .setReservation(HotelReservation.newBuilder()
                                            .setConfirmationCode("HOTEL1")
                                            .setHotelId(request.getHotelId())
                                            .setPrice(price(200)))
                                    .build());
        }

        @Override
        public void cancelHotel(CancelHotelRequest request, StreamObserver<CancelHotelResponse> observer) {
            log.add("cancel hotel", request.getKey());
            answer(observer, CancelHotelResponse.getDefaultInstance());
        }
    }

    private final class Cars extends CarServiceGrpc.CarServiceImplBase {
        @Override
        public void reserveCar(ReserveCarRequest request, StreamObserver<ReserveCarResponse> observer) {
            log.add("reserve car", request.getKey());
            answer(
                    observer,
                    request.getTravellerName().contains("no-car")
                            ? ReserveCarResponse.newBuilder()
                                    .setRejection(soldOut("car"))
                                    .build()
                            : ReserveCarResponse.newBuilder()
                                    .setReservation(CarReservation.newBuilder()
                                            .setConfirmationCode("CAR123")
                                            .setLocation(request.getLocation())
                                            .setCarClass(request.getCarClass())
                                            .setPrice(price(50)))
                                    .build());
        }

        @Override
        public void cancelCar(CancelCarRequest request, StreamObserver<CancelCarResponse> observer) {
            log.add("cancel car", request.getKey());
            answer(observer, CancelCarResponse.getDefaultInstance());
        }
    }
}
