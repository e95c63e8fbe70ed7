package dev.roundtrip.chaos.load;

import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.trip.v1.TripStatus;
import io.grpc.Status;
import java.util.List;

/**
 * What every client of a run has to do with.
 *
 * @param doors the orchestrators
 * @param testimonies what anyone was told
 * @param meter what they live through
 */
record Scene(List<Door> doors, Testimonies testimonies, Meter meter) {

    Scene {
        doors = List.copyOf(doors);
    }

    /** One of the orchestrators; the next number is the next one. */
    Door door(int number) {
        return doors.get(Math.floorMod(number, doors.size()));
    }

    /** Counts what came of a call, and notes what may never come of one. */
    <T> Answer<T> heard(Testimony testimony, String call, Answer<T> answer) {
        switch (answer) {
            case Answer.Given<T> given -> {}
            case Answer.Refused<T> refused -> {
                if (refused.code() == Status.Code.RESOURCE_EXHAUSTED) {
                    meter.busy.increment();
                }
            }
            case Answer.Silence<T> silence -> meter.silences.increment();
            case Answer.Broken<T> broken ->
                testimony.contradiction(call + " was answered " + broken.code() + ": " + broken.why());
        }
        return answer;
    }

    /** Someone was shown a trip that had ended, or watched it end. */
    void countEnd(Testimony testimony) {
        testimony.takeEnd().ifPresent(status -> {
            if (status == TripStatus.TRIP_STATUS_COMPLETED) {
                meter.completed.increment();
            } else {
                meter.compensated.increment();
            }
        });
    }

    /** Someone who knew of everything up to {@code horizon} when they asked was shown the trip. */
    void shown(Testimony testimony, long horizon, Trip trip) {
        testimony.shown(horizon, trip);
        countEnd(testimony);
    }
}
