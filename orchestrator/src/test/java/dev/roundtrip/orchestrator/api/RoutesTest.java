package dev.roundtrip.orchestrator.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.Refusals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this process serves over HTTP is what `make fuzz` sends garbage to: a new route is no secret. */
@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class RoutesTest {
    private static final java.nio.file.Path LIST =
            java.nio.file.Path.of("../system/chaos/src/main/resources/dev/roundtrip/chaos/fuzz/http/routes.txt");

    @Inject
    BeanManager beans;

    @Inject
    Router router;

    @Test
    void everyResourceMethodIsOnTheList() throws IOException {
        var served = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Stream.of(type.getMethods()).flatMap(method -> routes(type, method)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(listed(line -> line.startsWith("orchestrator ") && !line.contains(" /q/")), served);
    }

    @Test
    void everythingElseIsBelowTheRootOfWhatQuarkusServesByItself() {
        var served = router.getRoutes().stream()
                .map(Route::getPath)
                .filter(path -> path != null && !path.equals("/"))
                .collect(Collectors.toSet());
        assertEquals(Set.of("/q/"), served);
    }

    /**
     * What is below that can't be listed, so ask for what extensions are known to put there. Not for health-ui, which there is in
     * tests and in dev mode alone.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics",
                "openapi",
                "swagger-ui",
                "info",
                "dev-ui",
                "dev",
                "arc",
                "arc/beans",
                "vertx",
                "graphql",
                "graphql-ui",
                "scheduler",
                "console",
                "stork",
                "well-known",
                "jfr",
                "shutdown",
                "loggers"
            })
    void anExtensionsRouteIsOnTheListOrNotThere(String name) throws IOException {
        var path = "/q/" + name;
        if (!listed(line -> line.startsWith("every ") || line.startsWith("orchestrator "))
                .contains("GET " + path)) {
            when().get(path).then().statusCode(404);
        }
    }

    @Test
    void whatIsOnTheListIsThere() throws IOException {
        for (var route : listed(line -> line.contains(" /q/"))) {
            when().get(route.substring("GET ".length()).replace("{name}", "wellness"))
                    .then()
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHENTICATED, Not authenticated",
        "403, PERMISSION_DENIED, Not allowed",
        "404, NOT_FOUND, There is no such thing",
        "405, UNIMPLEMENTED, Not offered",
        "409, ABORTED, In conflict",
        "413, RESOURCE_EXHAUSTED, Too large",
        "418, INVALID_ARGUMENT, The request is not valid",
        "500, INTERNAL, Something is wrong here"
    })
    void whatTheServerRefusesByItselfSaysWhatItIs(int status, String code, String title) {
        var answer = Problem.refused(new WebApplicationException(status));
        assertEquals(status, answer.getStatus());
        assertEquals("application/problem+json", answer.getMediaType().toString());
        var problem = assertInstanceOf(Problem.class, answer.getEntity());
        assertEquals(List.of(code, title), List.of(problem.code(), problem.title()));
    }

    @Test
    void aFaultOfTheServersIsLoggedInOneLineWithItsCause() {
        var said = new ArrayList<String>();
        var log = Logger.getLogger(Problem.class.getName());
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        log.addHandler(listener);
        try {
            Problem.refused(new WebApplicationException(new IllegalStateException("a bug,\non purpose"), 500));
        } finally {
            log.removeHandler(listener);
        }
        assertEquals(1, said.size());
        assertTrue(said.getFirst().contains("IllegalStateException: a bug, on purpose"), said::getFirst);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAsSuch() {
        var answer = given().contentType("application/json")
                .body("x".repeat(100_000))
                .post("/api/v1/trips");
        assertEquals(413, answer.statusCode());
        var type = Optional.ofNullable(answer.contentType()).orElse("");
        assertTrue(answer.asString().isEmpty() || type.equals("application/problem+json"), answer::asString);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1001, 2", "2999, 3", "0, 1"})
    void whoIsToComeBackIsToldTheSameAsOverGrpc(long millis, String seconds) {
        var refusal = Problem.response(Refusals.busy("Too much is going on.", Duration.ofMillis(millis)));
        assertEquals(429, refusal.getStatus());
        assertEquals(seconds, refusal.getHeaderString("Retry-After"));
    }

    private static Stream<String> routes(Class<?> type, Method method) {
        var path = type.getAnnotation(Path.class).value()
                + Optional.ofNullable(method.getAnnotation(Path.class))
                        .map(Path::value)
                        .orElse("");
        return Stream.of(method.getAnnotations())
                .flatMap(annotation ->
                        Stream.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)))
                .map(verb -> verb.value() + " " + path);
    }

    private static Set<String> listed(Predicate<String> whose) throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(whose)
                .map(line -> line.split(" "))
                .map(words -> words[1] + " " + words[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
