package dev.roundtrip.orchestrator.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The airports that trips may name, from the resource {@code airports.txt}. */
final class Airports {
    private static final Set<String> KNOWN = load();

    private Airports() {}

    static boolean isKnown(String code) {
        return KNOWN.contains(code);
    }

    private static Set<String> load() {
        try (InputStream codes = Airports.class.getResourceAsStream("/airports.txt")) {
            return Set.of(new String(codes.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException("airports.txt can't be read", e);
        }
    }
}
