package dev.roundtrip.examples.orders.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for one run, which goes with it. */
record RunFolder(Path path) {

    static RunFolder make() {
        try {
            return new RunFolder(Files.createTempDirectory("roundtrip-orders-"));
        } catch (IOException e) {
            throw new DemoFailure("There is no place to work in: " + e.getMessage(), e);
        }
    }

    /** Where PostgreSQL keeps its data. */
    Path data() {
        return path.resolve("postgres");
    }

    /** What is written to by the one of that name. */
    Path log(String name) {
        return path.resolve(name + ".log");
    }

    void remove() {
        try (var paths = Files.walk(path)) {
            for (var each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " could not be removed", e);
        }
    }
}
