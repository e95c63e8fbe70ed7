package dev.roundtrip.chaos.fuzz.http;

import dev.roundtrip.chaos.fuzz.Leaks;
import java.util.Optional;
import java.util.Set;

/** Which answers are lawful over HTTP, whatever was sent. */
public final class HttpRules {
    private static final Set<Integer> LAWFUL = Set.of(
            101, 200, 202, 204, 304, 400, 404, 405, 406, 408, 409, 411, 413, 414, 415, 416, 417, 422, 426, 429, 431);
    /** The answer to a method or a version of HTTP that a server doesn't have at all. */
    private static final Set<Integer> NO_SUCH_HTTP = Set.of(501, 505);
    /** What is refused before it is a request of any route: an answer without a body will do. */
    private static final Set<Integer> REFUSED_BY_HTTP = Set.of(400, 413, 414, 417, 431);

    private static final int CLIENT_ERRORS = 400;
    private static final String PROBLEM = "application/problem+json";

    private HttpRules() {}

    /** What is wrong with the answer; empty when nothing is. */
    public static Optional<String> broken(HttpTry what, HttpAnswer answer) {
        return switch (answer) {
            case HttpAnswer.Closed closed -> unlessRequest(what, "was closed without an answer");
            case HttpAnswer.Silence silence -> unlessRequest(what, "was not answered");
            case HttpAnswer.Other other -> unlessRequest(what, "was answered in no HTTP: " + other.bytes());
            case HttpAnswer.Answered answered -> broken(what, answered);
        };
    }

    private static Optional<String> unlessRequest(HttpTry what, String wrong) {
        return what.isRequest() ? Optional.of(wrong) : Optional.empty();
    }

    private static Optional<String> broken(HttpTry what, HttpAnswer.Answered answer) {
        var leak = Leaks.in(answer.head() + "\n" + answer.body());
        if (leak.isPresent()) {
            return Optional.of("was told what is inside: " + leak.get());
        }
        if (!LAWFUL.contains(answer.status()) && !NO_SUCH_HTTP.contains(answer.status())) {
            return Optional.of("was answered HTTP " + answer.status() + ": " + answer.body());
        }
        if (answer.status() >= CLIENT_ERRORS && what.route().isApi() && what.isRequest()) {
            return unlessProblem(answer);
        }
        return Optional.empty();
    }

    private static Optional<String> unlessProblem(HttpAnswer.Answered answer) {
        var isProblem = answer.type().filter(PROBLEM::equals).isPresent();
        var isBare = answer.body().isEmpty() && REFUSED_BY_HTTP.contains(answer.status());
        return isProblem || isBare
                ? Optional.empty()
                : Optional.of("was refused with HTTP " + answer.status() + " and no problem+json, but "
                        + answer.type().orElse("nothing") + ": " + answer.body());
    }
}
