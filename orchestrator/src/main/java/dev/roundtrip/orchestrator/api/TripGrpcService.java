package dev.roundtrip.orchestrator.api;

import dev.roundtrip.orchestrator.trip.TripEventView;
import dev.roundtrip.serving.CallDeadline;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.CancelTripRequest;
import dev.roundtrip.trip.v1.CancelTripResponse;
import dev.roundtrip.trip.v1.GetTripRequest;
import dev.roundtrip.trip.v1.GetTripResponse;
import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.ListTripsResponse;
import dev.roundtrip.trip.v1.TripService;
import dev.roundtrip.trip.v1.WatchTripRequest;
import dev.roundtrip.trip.v1.WatchTripResponse;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** The gRPC way in. */
@GrpcService
public class TripGrpcService implements TripService {
    private final TripDesk desk;

    TripGrpcService(TripDesk desk) {
        this.desk = desk;
    }

    @Override
    public Uni<BookTripResponse> bookTrip(BookTripRequest request) {
        return answer(() -> desk.book(request, CallDeadline.timeLeft())
                .map(trip -> BookTripResponse.newBuilder().setTrip(trip).build()));
    }

    @Override
    public Uni<GetTripResponse> getTrip(GetTripRequest request) {
        return answer(() -> desk.trip(TripId.parse(request.getTripId()))
                .map(trip -> GetTripResponse.newBuilder().setTrip(trip).build()));
    }

    @Override
    public Uni<ListTripsResponse> listTrips(ListTripsRequest request) {
        return answer(() -> desk.list(request));
    }

    @Override
    public Uni<CancelTripResponse> cancelTrip(CancelTripRequest request) {
        return answer(() -> desk.cancel(TripId.parse(request.getTripId()))
                .map(trip -> CancelTripResponse.newBuilder().setTrip(trip).build()));
    }

    @Override
    public Multi<WatchTripResponse> watchTrip(WatchTripRequest request) {
        return Multi.createFrom()
                .deferred(() -> desk.watch(TripId.parse(request.getTripId()), request.getAfterSequence()))
                .map(event -> WatchTripResponse.newBuilder()
                        .setEvent(TripEventView.of(event.sequence(), event.event()))
                        .build())
                .onFailure()
                .transform(ApiErrors::of);
    }

    private static <T> Uni<T> answer(Supplier<Uni<T>> question) {
        return Uni.createFrom().<T>deferred(question::get).onFailure().transform(ApiErrors::of);
    }
}
