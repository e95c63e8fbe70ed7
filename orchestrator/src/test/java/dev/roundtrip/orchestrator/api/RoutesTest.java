package dev.roundtrip.orchestrator.api;

import static io.restassured.RestAssured.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
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
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertEquals(listed(line -> line.startsWith("orchestrator ")), served);
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
        for (var route : listed(line -> line.startsWith("every "))) {
            when().get(route.substring("GET ".length()).replace("{name}", "wellness"))
                    .then()
                    .statusCode(200);
        }
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
