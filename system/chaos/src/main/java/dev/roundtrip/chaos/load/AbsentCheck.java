package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds what was told about one request against there being no trip for it: none at all, or none any more. Looks at nothing else. */
final class AbsentCheck {
    private AbsentCheck() {}

    /** What of it isn't so, each in words. */
    static List<String> violations(Testimony told, Optional<Journal.KeptRequest> kept) {
        var ended = kept.filter(request -> request.endedAs().isPresent());
        return ended.isPresent() ? deleted(told, ended.get()) : never(told);
    }

    private static List<String> never(Testimony told) {
        var found = new ArrayList<String>();
        if (!told.tripIds().isEmpty()) {
            found.add("was acknowledged as trip " + String.join(", ", told.tripIds()) + ", and there is none");
        }
        if (told.bookings().values().stream().anyMatch(Testimony.Told::taken)) {
            found.add("was refused because its id is another trip's, and there is none");
        }
        return found;
    }

    private static List<String> deleted(Testimony told, Journal.KeptRequest kept) {
        var found = new ArrayList<String>();
        told.tripIds().stream()
                .filter(id -> !id.equals(kept.tripId().toString()))
                .forEach(id -> found.add("was told to be trip " + id + ", and was trip " + kept.tripId()));
        var endedAs = kept.endedAs().orElseThrow();
        Stream.concat(told.answers().stream().filter(Trip::hasEndTime).map(Trip::getStatus), told.goneAs().stream())
                .map(status -> status.name().substring("TRIP_STATUS_".length()))
                .filter(status -> !status.equals(endedAs))
                .forEach(status -> found.add("was told to have ended " + status + ", and is kept as " + endedAs));
        if (told.has(Testimony.Wish.CANCEL_ACKNOWLEDGED) && !endedAs.equals("COMPENSATED")) {
            found.add("had its cancel acknowledged, and is kept as " + endedAs);
        }
        if (told.bookings().values().stream().noneMatch(Testimony.Told::mayBe)) {
            var refusals = told.bookings().values().stream()
                    .map(Testimony.Told::refusal)
                    .distinct()
                    .toList();
            found.add("was refused, and was a trip " + refusals);
        }
        return found;
    }
}
