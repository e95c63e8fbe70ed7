package dev.roundtrip.local;

/** What to type next: a trip to book, as it can be pasted into a shell. */
final class Invitation {
    private static final String WISH = """
            {"request_id": "%s", "traveller": {"name": "Ana Silva", "email": "ana@example.org"},
              "flight": {"origin": "LIS", "destination": "OPO", "departure_date": {"year": 2030, "month": 5, "day": 17}, "passengers": 2},
              "hotel": {"hotel_id": "porto-ribeira", "check_in": {"year": 2030, "month": 5, "day": 17}, "check_out": {"year": 2030, "month": 5, "day": 19}, "rooms": 1},
              "car": {"location": "OPO", "car_class": "CAR_CLASS_COMPACT", "pick_up": {"year": 2030, "month": 5, "day": 17}, "drop_off": {"year": 2030, "month": 5, "day": 19}}}""".strip();

    /** The shell makes one of its own each time. */
    private static final String ID_IN_A_SHELL = "'$(date +%s)'";

    private Invitation() {}

    /** The trip in JSON, as REST takes it. */
    static String json(String requestId) {
        return WISH.formatted(requestId);
    }

    static String text(Ports ports) {
        var orchestrator = "127.0.0.1:" + ports.of(ServiceName.ORCHESTRATOR);
        return """

            Book a trip over gRPC:
            grpcurl -plaintext -d '%1$s' %2$s roundtrip.trip.v1.TripService/BookTrip

            or over REST:
            curl -sS -H 'Content-Type: application/json' -d '%1$s' http://%2$s/api/v1/trips

            Ctrl-C stops everything. What was booked is kept for the next run.""".formatted(json(ID_IN_A_SHELL), orchestrator);
    }
}
