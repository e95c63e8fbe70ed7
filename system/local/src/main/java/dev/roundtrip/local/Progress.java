package dev.roundtrip.local;

import java.time.Duration;

/** Is told of what takes a while. */
@FunctionalInterface
public interface Progress {
    /** One of the processes is ready to be used. */
    void ready(String name, String address, Duration took);
}
