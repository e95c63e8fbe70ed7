package dev.roundtrip.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The examples that a page gives, as a reader would paste them. */
final class Readme {
    private static final Pattern GRPCURL = Pattern.compile(
            "grpcurl -plaintext(?: -d '(.*?)')? 127\\.0\\.0\\.1:(\\d+) ([\\w.]+)/(\\w+)", Pattern.DOTALL);
    private static final Pattern CURL_WITH_BODY = Pattern.compile(
            "curl -sS -H 'Content-Type: application/json' -d '(.*?)' http://127\\.0\\.0\\.1:(\\d+)(\\S+)",
            Pattern.DOTALL);
    private static final Pattern CURL = Pattern.compile("curl -sS \"?http://127\\.0\\.0\\.1:(\\d+)([^\\s\"]+)");

    /** {@code '"$NAME"'} inside a single-quoted argument, as a shell reads it. */
    private static Pattern variable(String name) {
        return Pattern.compile("'\"\\$" + name + "\"'|\\$" + name);
    }

    /**
     * A call by grpcurl.
     *
     * @param body the JSON request, "{}" when none is given
     */
    record GrpcExample(String body, int port, String service, String method) {
        GrpcExample onTrip(String tripId) {
            return with("TRIP", tripId);
        }

        /** With that shell variable put in. */
        GrpcExample with(String variable, String value) {
            return new GrpcExample(variable(variable).matcher(body).replaceAll(value), port, service, method);
        }
    }

    /**
     * A call by curl.
     *
     * @param body the JSON request, empty for a GET
     */
    record RestExample(String body, int port, String path) {
        RestExample onTrip(String tripId) {
            return new RestExample(body, port, variable("TRIP").matcher(path).replaceAll(tripId));
        }
    }

    private final String text;

    Readme(Checkout checkout, String page) throws IOException {
        text = Files.readString(checkout.root().resolve(Path.of(page)));
    }

    /** Pages speak of the usual ports; this system listens elsewhere. */
    static int portIn(LocalSystem system, int usual) {
        return Arrays.stream(ServiceName.values())
                .filter(service -> service.defaultPort() == usual)
                .map(service -> system.ports().of(service))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing listens on port " + usual + " by default"));
    }

    /** How many lines call grpcurl, whether they are understood or not. */
    long grpcurlLines() {
        return Pattern.compile("grpcurl -").matcher(text).results().count();
    }

    List<GrpcExample> grpcExamples() {
        return GRPCURL.matcher(text).results().map(Readme::grpcExample).toList();
    }

    private static GrpcExample grpcExample(MatchResult match) {
        var body = match.group(1) == null ? "{}" : match.group(1);
        return new GrpcExample(body, Integer.parseInt(match.group(2)), match.group(3), match.group(4));
    }

    /** How many lines call curl, whether they are understood or not. */
    long curlLines() {
        return Pattern.compile("(?<!grp)curl -").matcher(text).results().count();
    }

    List<RestExample> restExamples() {
        var posts = CURL_WITH_BODY
                .matcher(text)
                .results()
                .map(match -> new RestExample(match.group(1), Integer.parseInt(match.group(2)), match.group(3)));
        var gets = CURL.matcher(text)
                .results()
                .map(match -> new RestExample("", Integer.parseInt(match.group(1)), match.group(2)));
        return Stream.concat(posts, gets).toList();
    }
}
