package dev.roundtrip.bench.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.TripServiceGrpc.TripServiceImplBase;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** The orchestrator's way in, before a workflow: its id is the caller's request id, and it is waited for. */
final class TripFront extends TripServiceImplBase {
    private final DBOS dbos;
    private final TripBooking booking;

    TripFront(DBOS dbos, TripBooking booking) {
        this.dbos = dbos;
        this.booking = booking;
    }

    @Override
    public void bookTrip(BookTripRequest request, StreamObserver<BookTripResponse> answer) {
        try {
            answer.onNext(booked(request));
            answer.onCompleted();
        } catch (RuntimeException e) {
            answer.onError(Status.INTERNAL
                    .withDescription("The workflow failed: " + e.getMessage())
                    .withCause(e)
                    .asRuntimeException());
        }
    }

    private BookTripResponse booked(BookTripRequest request) {
        var input = Text.of(request);
        var workflow = dbos.startWorkflow(() -> booking.book(input), new StartWorkflowOptions(request.getRequestId()));
        return Text.parse(BookTripResponse.parser(), workflow.getResult());
    }
}
