package dev.roundtrip.participant.contract;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests over HTTP that make no sense, and what may be answered to them: nothing of the inside, and no fault of the service's. */
final class HttpGarbage {
    private static final int LIMIT_MILLIS = 20_000;
    private static final int SERVER_ERRORS = 500;
    /** The answer to a method that HTTP doesn't have. */
    private static final int NOT_IMPLEMENTED = 501;

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");
    private static final List<String> PATHS = List.of(
            "/",
            "/q",
            "/q/",
            "/q/health",
            "/q/health/",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/health/well",
            "/q/health/group",
            "/q/health/group/none",
            "/q/health/group/%00%ff",
            "/q/health/%2e%2e/%2e%2e/secret",
            "/q/health?%",
            "/q/health/%",
            "/api/v1/trips",
            "//q//health",
            "/" + "x".repeat(3000));
    private static final List<String> BODIES = List.of("", "{\"a\":", "\u0000\u00ff", "[".repeat(20_000));
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r]*");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *([^;\r]*)");
    private static final Pattern INSIDE = Pattern.compile(
            "\\tat |Exception|dev\\.roundtrip\\.|\\b(io|com|org|java|jakarta)\\.[a-z]+\\.[A-Za-z.]*[A-Z]");

    private HttpGarbage() {}

    /** Every request, as it goes over the wire. */
    static Stream<String> requests() {
        return METHODS.stream().flatMap(method -> PATHS.stream()
                .flatMap(path -> BODIES.stream().map(body -> """
                                %s %s HTTP/1.1\r
                                Host: nowhere\r
                                Accept: text/html\r
                                Content-Type: application/json\r
                                Content-Length: %d\r
                                Connection: close\r
                                \r
                                %s""".formatted(method, path, body.length(), body))));
    }

    /** What is wrong with the answer to a request; empty when nothing is. */
    static Optional<String> wrong(int port, String request) throws IOException {
        var answer = answer(port, request);
        var status = STATUS.matcher(answer);
        if (!status.lookingAt()) {
            return Optional.of("answered in no HTTP: " + answer);
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= SERVER_ERRORS && code != NOT_IMPLEMENTED) {
            return Optional.of("answered as a fault of the service's: " + answer);
        }
        if (INSIDE.matcher(answer).find()) {
            return Optional.of("told of the inside: " + answer);
        }
        return isInForm(code, answer) ? Optional.empty() : Optional.of("neither empty nor a problem: " + answer);
    }

    private static boolean isInForm(int code, String answer) {
        var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        var type = TYPE.matcher(answer);
        var said = type.find() ? type.group(1).strip() : "";
        return body.isEmpty()
                || said.equals("application/problem+json")
                || code < 300 && said.equals("application/json");
    }

    private static String answer(int port, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
