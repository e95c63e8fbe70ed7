package dev.roundtrip.bench.booking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.stubs.StubParticipants;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripServiceGrpc.TripServiceImplBase;
import dev.roundtrip.trip.v1.TripStatus;
import dev.roundtrip.wire.Refusals;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoothsTest {
    @ParameterizedTest
    @EnumSource
    void theServicesAreAskedInTurnAndGiveBackWhatTheyHaveTaken(Way way) throws IOException {
        var stubs = StubParticipants.start(0);
        try (var booth = new ServicesBooth(stubs.getPort(), stubs.getPort(), stubs.getPort())) {
            assertEquals("ended", heard(booth, way));
        } finally {
            stubs.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTripEndsAsItsWayDoes(Way way) throws IOException {
        assertEquals("ended", heard(way, (request, answer) -> {
            var van = request.getCar().getCarClass() == CarClass.CAR_CLASS_VAN;
            answer(answer, van ? TripStatus.TRIP_STATUS_COMPENSATED : TripStatus.TRIP_STATUS_COMPLETED);
        }));
    }

    @Test
    void anotherEndIsAFailure() throws IOException {
        var heard = heard(Way.FORWARD, (request, answer) -> answer(answer, TripStatus.TRIP_STATUS_RUNNING));
        assertTrue(heard.contains("TRIP_STATUS_RUNNING and not as one of [TRIP_STATUS_COMPLETED]"), heard);
    }

    @Test
    void whoIsOnlyToBeAcceptedDoesNotWaitForTheEnd() throws IOException {
        var server = serve((request, answer) -> {
            boolean waits = !request.hasWait() || request.getWait().getSeconds() > 0;
            answer(answer, waits ? TripStatus.TRIP_STATUS_COMPENSATED : TripStatus.TRIP_STATUS_RUNNING);
        });
        try (var booth = FrontBooth.accepting(server.getPort())) {
            assertEquals("ended", heard(booth, Way.FAILING));
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void oneThatEndsAtOnceWasNotOnlyAccepted() throws IOException {
        var server = serve((request, answer) -> answer(answer, TripStatus.TRIP_STATUS_COMPENSATED));
        try (var booth = FrontBooth.accepting(server.getPort())) {
            var heard = heard(booth, Way.FAILING);
            assertTrue(heard.contains("answered as TRIP_STATUS_COMPENSATED"), heard);
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void severalFrontsTakeTurns() throws IOException {
        var calls = List.of(new AtomicInteger(), new AtomicInteger());
        var servers = new ArrayList<Server>();
        for (var count : calls) {
            servers.add(serve((request, answer) -> {
                count.incrementAndGet();
                answer(answer, TripStatus.TRIP_STATUS_COMPLETED);
            }));
        }
        var ports = servers.stream().map(Server::getPort).toList();
        try (var booth = new FrontBooth(ports, new RequestBytes())) {
            for (int i = 0; i < 10; i++) {
                assertEquals("ended", heard(booth, Way.FORWARD));
            }
            assertEquals(List.of(5, 5), calls.stream().map(AtomicInteger::get).toList());
        } finally {
            servers.forEach(Server::shutdownNow);
        }
    }

    @Test
    void noRoomIsNoFailureWhenItIsSaidWhenToComeBack() throws IOException {
        var told = Duration.ofMillis(1500);
        assertEquals(
                "refused " + told,
                heard(Way.FORWARD, (request, answer) -> answer.onError(Refusals.busy("Full.", told))));
        var heard = heard(
                Way.FORWARD,
                (request, answer) -> answer.onError(
                        Status.RESOURCE_EXHAUSTED.withDescription("Full.").asRuntimeException()));
        assertTrue(heard.contains("not answered: RESOURCE_EXHAUSTED: Full."), heard);
    }

    private static void answer(StreamObserver<BookTripResponse> answer, TripStatus status) {
        answer.onNext(BookTripResponse.newBuilder()
                .setTrip(Trip.newBuilder().setTripId("t").setStatus(status))
                .build());
        answer.onCompleted();
    }

    private static String heard(Way way, BiConsumer<BookTripRequest, StreamObserver<BookTripResponse>> front)
            throws IOException {
        var server = serve(front);
        try (var booth = new FrontBooth(List.of(server.getPort()), new RequestBytes())) {
            return heard(booth, way);
        } finally {
            server.shutdownNow();
        }
    }

    private static Server serve(BiConsumer<BookTripRequest, StreamObserver<BookTripResponse>> front)
            throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .directExecutor()
                .addService(new TripServiceImplBase() {
                    @Override
                    public void bookTrip(BookTripRequest request, StreamObserver<BookTripResponse> answer) {
                        front.accept(request, answer);
                    }
                })
                .build()
                .start();
    }

    private static String heard(Booth booth, Way way) {
        var heard = new CompletableFuture<String>();
        booth.book(way, new Booth.Hearer() {
            @Override
            public void ended() {
                heard.complete("ended");
            }

            @Override
            public void refused(Duration comeBackAfter) {
                heard.complete("refused " + comeBackAfter);
            }

            @Override
            public void failed(RuntimeException why) {
                heard.complete(why.getMessage());
            }
        });
        return heard.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
