package dev.roundtrip.orchestrator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.Status;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

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
public record Problem(
        String title, int status, String code, String detail, List<Violation> violations, Map<String, String> trip) {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final int BAD_REQUEST = 400;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    /** One field. */
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
            response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return response.build();
    }

    private static Problem gone(Status status, Map<String, String> trip) {
        return new Problem(
                "The trip is no longer kept", GONE, status.getCode().name(), status.getDescription(), List.of(), trip);
    }

    /** What was refused before a method of ours was called: a path, a method or a media type that isn't there. */
    static Response refused(WebApplicationException refusal) {
        var answer = refusal.getResponse();
        if (answer.getStatus() < BAD_REQUEST || answer.hasEntity()) {
            return answer;
        }
        var problem =
                switch (answer.getStatus()) {
                    case 404 ->
                        refused(404, "There is no such thing", Status.Code.NOT_FOUND, "Nothing is at this path.");
                    case 405 -> refused(405, "Not offered", Status.Code.UNIMPLEMENTED, "Not with this method.");
                    case 406 -> refused(406, "Not offered", Status.Code.UNIMPLEMENTED, "All answers are JSON.");
                    case 415 -> refused(415, "Not offered", Status.Code.UNIMPLEMENTED, "Only JSON is taken here.");
                    default -> other(answer.getStatus());
                };
        return Response.fromResponse(answer).type(MEDIA_TYPE).entity(problem).build();
    }

    private static Problem other(int status) {
        return status < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                ? refused(status, "The request is not valid", Status.Code.INVALID_ARGUMENT, "It can't be read.")
                : refused(status, "Something is wrong here", Status.Code.INTERNAL, "It has been logged.");
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
