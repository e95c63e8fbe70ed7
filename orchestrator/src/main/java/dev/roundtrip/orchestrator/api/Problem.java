package dev.roundtrip.orchestrator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * An error over REST, as RFC 9457 has it.
 *
 * @param title what kind of error, for people; the same for each {@code status} and {@code code}
 * @param status the HTTP status
 * @param code the same error's name over gRPC, such as INVALID_ARGUMENT
 * @param detail what is wrong this time
 * @param violations each field that is wrong and what is allowed; left out when it is not that
 * @param trip what is still known of a trip that is no longer kept; left out when it is not that
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record Problem(
        String title, int status, String code, String detail, List<Violation> violations, Map<String, String> trip) {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(Problem.class);
    private static final int BAD_REQUEST = 400;
    private static final int MAX_CAUSES = 8;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    /** One field. */
    @RegisterForReflection
    public record Violation(String field, String description) {}

    static Response response(Throwable failure) {
        var error = ApiErrors.of(failure);
        var problem = NoLongerKept.toldBy(error)
                .map(trip -> gone(error.getStatus(), trip))
                .orElseGet(() -> of(
                        error.getStatus(),
                        FieldViolations.of(error).stream()
                                .map(violation -> new Violation(violation.getField(), violation.getDescription()))
                                .toList()));
        var response = Response.status(problem.status()).type(MEDIA_TYPE).entity(problem);
        if (problem.status() == TOO_MANY_REQUESTS
                || problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(
                    HttpHeaders.RETRY_AFTER, seconds(Refusals.retryAfter(error).orElse(RETRY)));
        }
        return response.build();
    }

    /** The header has no fractions: rounded up, since who comes too early is refused again. */
    private static long seconds(Duration time) {
        return Math.max(1, time.plusSeconds(1).minusNanos(1).toSeconds());
    }

    private static Problem gone(Status status, Map<String, String> trip) {
        return new Problem(
                "The trip is no longer kept", GONE, status.getCode().name(), status.getDescription(), List.of(), trip);
    }

    /**
     * What was refused before a method of ours was called: a path, a method or a media type that isn't there. What is no fault of
     * the caller's is logged with its cause, for the caller isn't told it.
     */
    static Response refused(WebApplicationException refusal) {
        var answer = refusal.getResponse();
        if (answer.getStatus() < BAD_REQUEST || answer.hasEntity()) {
            return answer;
        }
        var problem =
                switch (answer.getStatus()) {
                    case 401 ->
                        refused(401, "Not authenticated", Status.Code.UNAUTHENTICATED, "It is not known who asks.");
                    case 403 ->
                        refused(403, "Not allowed", Status.Code.PERMISSION_DENIED, "Who asks for it may not do so.");
                    case 404 ->
                        refused(404, "There is no such thing", Status.Code.NOT_FOUND, "Nothing is at this path.");
                    case 405 -> refused(405, "Not offered", Status.Code.UNIMPLEMENTED, "Not with this method.");
                    case 406 -> refused(406, "Not offered", Status.Code.UNIMPLEMENTED, "All answers are JSON.");
                    case 409 ->
                        refused(409, "In conflict", Status.Code.ABORTED, "Something else was done at the same time.");
                    case 413 ->
                        refused(
                                413,
                                "Too large",
                                Status.Code.RESOURCE_EXHAUSTED,
                                "The request is larger than any may be.");
                    case 415 -> refused(415, "Not offered", Status.Code.UNIMPLEMENTED, "Only JSON is taken here.");
                    default -> other(answer.getStatus(), refusal);
                };
        return Response.fromResponse(answer).type(MEDIA_TYPE).entity(problem).build();
    }

    private static Problem other(int status, WebApplicationException refusal) {
        if (status < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return refused(status, "The request is not valid", Status.Code.INVALID_ARGUMENT, "It can't be read.");
        }
        LOG.error("a request was answered HTTP " + status + " before it reached a method of ours: " + causes(refusal));
        return refused(status, "Something is wrong here", Status.Code.INTERNAL, "It has been logged.");
    }

    /** It and what it was caused by, in one line. */
    private static String causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .map(Throwable::toString)
                .collect(Collectors.joining(", caused by "))
                .replaceAll("\\s+", " ");
    }

    private static Problem refused(int status, String title, Status.Code code, String detail) {
        return new Problem(title, status, code.name(), detail, List.of(), Map.of());
    }

    private static Problem of(Status status, List<Violation> violations) {
        var kind =
                switch (status.getCode()) {
                    case INVALID_ARGUMENT, OUT_OF_RANGE -> new Kind(BAD_REQUEST, "The request is not valid");
                    case NOT_FOUND -> new Kind(404, "There is no such thing");
                    case ALREADY_EXISTS -> new Kind(409, "The request id is taken");
                    case FAILED_PRECONDITION, ABORTED -> new Kind(409, "It is too late for that");
                    case RESOURCE_EXHAUSTED -> new Kind(TOO_MANY_REQUESTS, "Too much is going on");
                    case UNAVAILABLE -> new Kind(503, "Not available now");
                    case UNAUTHENTICATED -> new Kind(401, "Not authenticated");
                    case PERMISSION_DENIED -> new Kind(403, "Not allowed");
                    case UNIMPLEMENTED -> new Kind(501, "Not offered");
                    case DEADLINE_EXCEEDED -> new Kind(504, "It took too long");
                    case OK, CANCELLED, UNKNOWN, INTERNAL, DATA_LOSS -> new Kind(500, "Something is wrong here");
                };
        return new Problem(
                kind.title(), kind.status(), status.getCode().name(), status.getDescription(), violations, Map.of());
    }

    private record Kind(int status, String title) {}
}
