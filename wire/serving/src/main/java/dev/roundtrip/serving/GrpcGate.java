package dev.roundtrip.serving;

import io.grpc.Status;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Sees to it that a gRPC call gets a gRPC answer, whatever it asks for. Without it, a server on Vert.x 4 answers a method that
 * it doesn't know with a bare HTTP 500, unpacks compressed messages without a bound, takes anything for a message that is called
 * gRPC of any kind, and logs an error of its own for a caller's broken header. (Quarkus issue 48192.)
 */
@ApplicationScoped
public class GrpcGate {
    private static final Logger LOG = Logger.getLogger(GrpcGate.class);
    private static final int BEFORE_GRPC = -1000;
    private static final String GRPC = "application/grpc";
    private static final Pattern GRPC_WITH_PROTOBUF = Pattern.compile("application/grpc(\\+proto)?(;.*)?");
    private static final String ENCODING = "grpc-encoding";
    private static final String PLAIN = "identity";
    private static final String STATUS = "grpc-status";
    private static final String MESSAGE = "grpc-message";
    private static final String TOO_LARGE = String.valueOf(Status.Code.RESOURCE_EXHAUSTED.value());
    private static final int BAD_REQUEST = 400;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    void stand(@Observes Router router) {
        router.route().order(BEFORE_GRPC).handler(GrpcGate::enter).failureHandler(GrpcGate::failed);
    }

    private static void enter(RoutingContext call) {
        if (!isGrpc(call.request())) {
            keepLawful(call);
            call.next();
        } else if (!GRPC_WITH_PROTOBUF.matcher(contentType(call.request())).matches()) {
            call.response().setStatusCode(UNSUPPORTED_MEDIA_TYPE).end();
        } else {
            refusal(call.request()).ifPresentOrElse(status -> answer(call.response(), status), () -> admit(call));
        }
    }

    private static boolean isGrpc(HttpServerRequest request) {
        return isHttp2(request) && contentType(request).startsWith(GRPC);
    }

    private static boolean isHttp2(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /**
     * What is too large by its own word would be refused with a header that HTTP/2 forbids, at which its sender breaks the call off, and
     * all other calls on the connection would be cut. Without that word it is too large when so much of it has come.
     */
    private static void keepLawful(RoutingContext call) {
        if (isHttp2(call.request())) {
            call.request().headers().remove("content-length");
            call.addHeadersEndHandler(sending -> call.response().headers().remove("connection"));
        }
    }

    private static String contentType(HttpServerRequest request) {
        var type = request.getHeader("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    private static Optional<Status> refusal(HttpServerRequest request) {
        var encoding = request.getHeader(ENCODING);
        if (encoding != null && !encoding.equals(PLAIN)) {
            // However small, it could be unpacked to anything.
            return Optional.of(Status.UNIMPLEMENTED.withDescription(
                    "Compressed messages are not taken here: send them as they are."));
        }
        return binaries(request)
                .flatMap(name -> values(request, name).stream())
                .filter(value -> !isBase64(value))
                .findFirst()
                .map(value -> Status.INVALID_ARGUMENT.withDescription(
                        "The value of a header whose name ends in -bin must be base64."));
    }

    /** Nearly always none, so the headers are gone through as they are. */
    private static Stream<String> binaries(HttpServerRequest request) {
        var found = new LinkedHashSet<String>();
        request.headers().forEach((name, value) -> {
            if (name.endsWith("-bin")) {
                found.add(name);
            }
        });
        return found.stream();
    }

    /** Several values of one name may have been joined by commas on their way, which base64 doesn't have. */
    private static List<String> values(HttpServerRequest request, String name) {
        return request.headers().getAll(name).stream()
                .flatMap(joined -> Stream.of(joined.split(",", -1)))
                .map(String::trim)
                .toList();
    }

    private static boolean isBase64(String value) {
        try {
            Base64.getDecoder().decode(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void admit(RoutingContext call) {
        // What is marked as compressed without a word on how would be an exception in the log for each such call.
        call.request().headers().set(ENCODING, PLAIN);
        // The limit for HTTP bodies goes by it: it would answer 413, with a header that HTTP/2 forbids, and close
        // the connection. gRPC has a limit of its own, message by message.
        call.request().headers().remove("content-length");
        // The server would take values that were joined for one.
        binaries(call.request()).forEach(name -> call.request().headers().set(name, values(call.request(), name)));
        call.addHeadersEndHandler(sending -> explain(call));
        call.next();
    }

    /** Puts into words what the server leaves unsaid. */
    private static void explain(RoutingContext call) {
        var response = call.response();
        if (response.getStatusCode() == INTERNAL_SERVER_ERROR && !call.failed()) {
            // Bare, and no failure: this is all that the server says of a method that it doesn't have.
            head(response, Status.UNIMPLEMENTED.withDescription("There is no such method here."));
        } else if (TOO_LARGE.equals(response.headers().get(STATUS))
                && !response.headers().contains(MESSAGE)) {
            response.putHeader(MESSAGE, "The message is larger than this service takes.");
        }
    }

    private static void failed(RoutingContext call) {
        if (call.statusCode() == BAD_REQUEST && !call.response().headWritten()) {
            // No HTTP that a route could be found by, such as a request without a host: an error in the log otherwise.
            call.response().setStatusCode(BAD_REQUEST).end();
            return;
        }
        if (!isGrpc(call.request()) || call.response().headWritten()) {
            call.next();
            return;
        }
        LOG.error("a call failed before it reached its method", call.failure());
        answer(
                call.response(),
                Status.INTERNAL.withDescription("This call failed within the service, whose log says more."));
    }

    private static void answer(HttpServerResponse response, Status status) {
        head(response, status);
        response.end();
    }

    /** The answer of a call that has no message: its status goes with the headers. Descriptions here are plain ASCII. */
    private static void head(HttpServerResponse response, Status status) {
        response.setStatusCode(200)
                .putHeader("content-type", GRPC)
                .putHeader("grpc-accept-encoding", PLAIN)
                .putHeader(STATUS, String.valueOf(status.getCode().value()))
                .putHeader(MESSAGE, status.getDescription());
        response.headers().remove("content-length");
    }
}
