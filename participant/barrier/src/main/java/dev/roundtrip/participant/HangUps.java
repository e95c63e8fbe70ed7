package dev.roundtrip.participant;

import dev.roundtrip.wire.HangUpGuard;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The guard, for every call that is served here. */
@ApplicationScoped
@GlobalInterceptor
public class HangUps extends HangUpGuard {
    private static final int BEFORE_GRPC = 1000;

    void note(@Observes Filters filters) {
        filters.register(
                request -> {
                    noteLine(request.response());
                    request.next();
                },
                BEFORE_GRPC);
    }
}
