package dev.roundtrip.chaos.fuzz.http;

import dev.roundtrip.local.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A route over HTTP.
 *
 * @param owner whose
 * @param method the one it has
 * @param path with its parameters in braces
 * @param takes the full name of the message it takes as JSON; empty when it takes none
 */
public record Route(ServiceName owner, String method, String path, Optional<String> takes) {
    private static final String LIST = "routes.txt";
    private static final String EVERY = "every";

    /** All there are. */
    public static List<Route> all() {
        try (var list = Route.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .flatMap(line -> parse(line.split(" ")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(LIST + " can't be read", e);
        }
    }

    private static Stream<Route> parse(String[] words) {
        var takes = words.length > 3 ? Optional.of(words[3]) : Optional.<String>empty();
        return Stream.of(ServiceName.values())
                .filter(service -> words[0].equals(EVERY) || words[0].equals(service.module()))
                .map(service -> new Route(service, words[1], words[2], takes));
    }

    /** Whether it is one of ours, whose errors are promised to be problem+json. */
    boolean isApi() {
        return path.startsWith("/api/");
    }

    @Override
    public String toString() {
        return owner.module() + " " + method + " " + path;
    }
}
