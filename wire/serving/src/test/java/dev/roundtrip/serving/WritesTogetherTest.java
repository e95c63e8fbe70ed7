package dev.roundtrip.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.flush.FlushConsolidationHandler;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class WritesTogetherTest {
    @TestHTTPResource("/handlers-of-this-connection")
    URI handlers;

    /** Says how many there are on the connection that it is asked by. */
    @ApplicationScoped
    static class Counted {
        void answer(@Observes Router router) {
            router.get("/handlers-of-this-connection")
                    .handler(call -> call.end(
                            String.valueOf(((ConnectionBase) call.request().connection())
                                    .channel().pipeline().toMap().values().stream()
                                            .filter(FlushConsolidationHandler.class::isInstance)
                                            .count())));
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aConnectionIsToldOnceHoweverManyCallsComeOnIt(HttpClient.Version version)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder().version(version).build()) {
            for (int i = 0; i < 3; i++) {
                var answer =
                        client.send(HttpRequest.newBuilder(handlers).build(), HttpResponse.BodyHandlers.ofString());
                assertEquals(version, answer.version());
                assertEquals("1", answer.body());
            }
        }
    }
}
