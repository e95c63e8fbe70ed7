package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.BenchFailure;
import dev.roundtrip.bench.load.PairLoad;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.CancelFlightResponse;
import dev.roundtrip.flight.v1.FlightServiceGrpc.FlightServiceStub;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Reserves and cancels in turn: each call is made when the one before is answered, and no thread waits for it. */
final class ServiceWorker {
    private final FlightServiceStub service;
    private final PairLoad load;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    ServiceWorker(FlightServiceStub service, PairLoad load) {
        this.service = service;
        this.load = load;
    }

    CompletableFuture<Void> start() {
        reserve();
        return finished;
    }

    private void reserve() {
        if (load.isOver()) {
            finished.complete(null);
            return;
        }
        var saga = load.newSagaId();
        var flight = load.nextFlight();
        var request = Wishes.seatOn(flight).setKey(Wishes.key(saga)).build();
        service.reserveFlight(request, new Reserving(saga, flight.number()));
    }

    private void cancel(UUID saga) {
        var request = CancelFlightRequest.newBuilder().setKey(Wishes.key(saga)).build();
        service.cancelFlight(request, new Cancelling());
    }

    private void fail(String what, Throwable failure) {
        finished.completeExceptionally(new BenchFailure(what + " failed: " + failure.getMessage(), failure));
    }

    private final class Reserving implements StreamObserver<ReserveFlightResponse> {
        private final long begin = System.nanoTime();
        private final UUID saga;
        private final String number;
        private ReserveFlightResponse answer = ReserveFlightResponse.getDefaultInstance();

        Reserving(UUID saga, String number) {
            this.saga = saga;
            this.number = number;
        }

        @Override
        public void onNext(ReserveFlightResponse response) {
            answer = response;
        }

        @Override
        public void onCompleted() {
            var took = System.nanoTime() - begin;
            if (!answer.getReservation().getFlightNumber().equals(number)) {
                fail("A reserve", new BenchFailure("it was answered " + answer));
            } else if (load.reserved(saga, took)) {
                cancel(saga);
            } else {
                finished.complete(null);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (Status.fromThrowable(failure).getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                load.refusedAsBusy();
                reserve();
            } else {
                fail("A reserve", failure);
            }
        }
    }

    private final class Cancelling implements StreamObserver<CancelFlightResponse> {
        private final long begin = System.nanoTime();

        @Override
        public void onNext(CancelFlightResponse response) {
            // There is nothing in it.
        }

        @Override
        public void onCompleted() {
            load.cancelled(System.nanoTime() - begin);
            reserve();
        }

        @Override
        public void onError(Throwable failure) {
            fail("A cancel", failure);
        }
    }
}
