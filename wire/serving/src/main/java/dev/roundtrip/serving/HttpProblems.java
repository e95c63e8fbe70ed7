package dev.roundtrip.serving;

import io.grpc.Status;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What the HTTP server refuses by itself, because nothing is there or it can't be read, is told as RFC 9457 has it and not as a page. */
@ApplicationScoped
public class HttpProblems {
    private static final List<Kind> KINDS = List.of(
            new Kind(400, "The request is not valid", Status.Code.INVALID_ARGUMENT, "It can't be read."),
            new Kind(404, "There is no such thing", Status.Code.NOT_FOUND, "Nothing is at this path."),
            new Kind(405, "Not offered", Status.Code.UNIMPLEMENTED, "Not with this method."),
            new Kind(406, "Not offered", Status.Code.UNIMPLEMENTED, "Not in this form."),
            new Kind(413, "Too large", Status.Code.RESOURCE_EXHAUSTED, "The request is larger than any may be."),
            new Kind(415, "Not offered", Status.Code.UNIMPLEMENTED, "Not of this media type."));

    private record Kind(int status, String title, Status.Code code, String detail) {
        private String json() {
            return new JsonObject()
                    .put("title", title)
                    .put("status", status)
                    .put("code", code.name())
                    .put("detail", detail)
                    .encode();
        }
    }

    void answer(@Observes Router router) {
        for (var kind : KINDS) {
            router.errorHandler(kind.status(), call -> answer(call, kind));
        }
    }

    private static void answer(RoutingContext call, Kind kind) {
        var response = call.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(kind.status()).putHeader("content-type", "application/problem+json");
        if (call.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(kind.json());
        }
    }
}
