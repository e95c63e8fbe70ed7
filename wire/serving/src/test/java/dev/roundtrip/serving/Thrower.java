package dev.roundtrip.serving;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A bug that strikes before a call reaches its method. */
@ApplicationScoped
class Thrower {
    static final String WISH = "x-throw";

    private static final int BETWEEN_GATE_AND_GRPC = -500;

    void lurk(@Observes Router router) {
        router.route().order(BETWEEN_GATE_AND_GRPC).handler(call -> {
            if (call.request().headers().contains(WISH)) {
                throw new IllegalStateException("a bug, on purpose");
            }
            call.next();
        });
    }
}
