package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.ListTripsRequest;
import dev.roundtrip.trip.v1.ListTripsResponse;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks at trips through one door.
 *
 * @param scene whose trips
 * @param door which door
 */
record Reading(Scene scene, Door door) {
    private static final int PAGES = 3;
    private static final int PAGE = 20;

    /** Looks at one trip, which someone was told of. */
    void trip(Testimony testimony, String tripId, boolean overRest) {
        var horizon = testimony.horizon();
        var answer = scene.heard(testimony, "GetTrip", overRest ? door.tripOverRest(tripId) : door.trip(tripId));
        switch (answer) {
            case Answer.Given<Trip> given -> scene.shown(testimony, horizon, given.message());
            case Answer.Refused<Trip> refused -> {
                if (refused.code() == Status.Code.NOT_FOUND) {
                    testimony.wished(Testimony.Wish.SAID_TO_BE_GONE);
                } else if (refused.code() != Status.Code.RESOURCE_EXHAUSTED) {
                    testimony.contradiction("was asked for and refused as " + refused.code() + ": " + refused.why());
                }
            }
            case Answer.Silence<Trip> silence -> {}
            case Answer.Broken<Trip> broken -> {}
        }
    }

    /**
     * Leafs through the newest trips.
     *
     * @return what is wrong with the list itself
     */
    List<String> list(TripStatus status, Testimony beside) {
        var ids = new ArrayList<String>();
        var token = "";
        for (int number = 0; number < PAGES; number++) {
            var page = page(status, token, beside);
            if (page.isEmpty()) {
                break;
            }
            page.get().getTripsList().forEach(trip -> listed(trip, ids));
            token = page.get().getNextPageToken();
            if (token.isEmpty()) {
                break;
            }
        }
        return ids.stream()
                        .sorted(Comparator.reverseOrder())
                        .distinct()
                        .toList()
                        .equals(ids)
                ? List.of()
                : List.of("ListTrips listed one twice, or not the newest first: " + ids);
    }

    private Optional<ListTripsResponse> page(TripStatus status, String token, Testimony beside) {
        var request = ListTripsRequest.newBuilder()
                .setStatus(status)
                .setPageSize(PAGE)
                .setPageToken(token)
                .build();
        return scene.heard(beside, "ListTrips", door.list(request)) instanceof Answer.Given<ListTripsResponse> given
                ? Optional.of(given.message())
                : Optional.empty();
    }

    /** Nobody knows beforehand which trips are listed, so nothing can be said of what they may show at least. */
    private void listed(Trip trip, List<String> ids) {
        ids.add(trip.getTripId());
        scene.testimonies().of(trip.getRequestId()).ifPresent(testimony -> scene.shown(testimony, 0, trip));
    }
}
