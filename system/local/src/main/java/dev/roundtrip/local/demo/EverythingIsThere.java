package dev.roundtrip.local.demo;

/** Flight, hotel and car are there. */
public record EverythingIsThere() implements Scenario {
    @Override
    public String title() {
        return "A trip that works";
    }

    @Override
    public Outcome play(Stage stage) {
        var trip = stage.client().book(Wish.porto().request());
        return Outcome.of(stage.client(), trip.getTripId()).expectBooked();
    }
}
