package dev.roundtrip.local.demo;

/** One thing that can happen to a trip, made to happen to real processes from outside. */
public interface Scenario {
    /** What is shown, in a few words. */
    String title();

    /**
     * Makes it happen and looks at what came of it. All four services run when it begins, and run again when it is over.
     *
     * @throws dev.roundtrip.local.LocalFailure when something that had to happen did not, in time
     */
    Outcome play(Stage stage);
}
