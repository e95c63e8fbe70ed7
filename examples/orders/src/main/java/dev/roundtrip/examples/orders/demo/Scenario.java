package dev.roundtrip.examples.orders.demo;

import java.util.List;

/** One thing that can happen to orders, made to happen from outside. */
interface Scenario {
    /** What is shown, in a few words. */
    String title();

    /**
     * Makes it happen and looks at what came of it.
     *
     * @throws DemoFailure when something that had to happen did not, in time
     */
    List<Story> play(Stage stage);
}
