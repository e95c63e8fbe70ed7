package dev.roundtrip.chaos.fuzz.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpRulesTest {
    private static final Route API =
            Route.all().stream().filter(Route::isApi).findFirst().orElseThrow();
    private static final HttpTry REQUEST = HttpTry.request("a body", API, new byte[0]);
    private static final HttpTry GARBAGE = HttpTry.garbage("no HTTP", API, new byte[0]);

    private static Optional<String> broken(HttpTry what, String answer) {
        return HttpRules.broken(what, HttpAnswer.of(answer.getBytes(StandardCharsets.UTF_8), true));
    }

    @Test
    void anErrorOfTheServerIsAViolationWhateverWasSent() {
        var answer = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n";
        assertTrue(broken(REQUEST, answer).isPresent());
        assertTrue(broken(GARBAGE, answer).isPresent());
        assertTrue(broken(REQUEST, "HTTP/1.1 503 Service Unavailable\r\n\r\n").isPresent());
    }

    @Test
    void aRefusalIsAProblem() {
        assertEquals(
                Optional.empty(),
                broken(REQUEST, "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{}"));
        assertTrue(broken(REQUEST, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>")
                .isPresent());
        assertTrue(broken(REQUEST, "HTTP/1.1 405 No\r\n\r\n").isPresent());
        assertEquals(Optional.empty(), broken(REQUEST, "HTTP/1.1 413 Too Large\r\n\r\n"));
    }

    @Test
    void aStackTraceIsAViolation() {
        assertTrue(broken(REQUEST, "HTTP/1.1 400 Bad Request\r\n\r\njava.lang.NullPointerException\n\tat x")
                .isPresent());
    }

    @Test
    void aRequestHasToBeAnsweredAndGarbageNeedNot() {
        assertTrue(broken(REQUEST, "").isPresent());
        assertTrue(HttpRules.broken(REQUEST, new HttpAnswer.Silence()).isPresent());
        assertEquals(Optional.empty(), broken(GARBAGE, ""));
        assertEquals(Optional.empty(), broken(REQUEST, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}"));
    }
}
