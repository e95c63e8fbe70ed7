package dev.roundtrip.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the applications are told is something they listen to. */
class SettingsTest {
    private static final JsonNode COMPOSE =
            Manifests.tree(Manifests.ROOT.resolve("compose.yaml")).path("services");

    private static final Pattern PORT = Pattern.compile("QUARKUS_HTTP_PORT=(\\d+)");

    static Iterable<Application> applications() {
        return Application.ALL;
    }

    @ParameterizedTest
    @MethodSource("applications")
    void theBaseTellsNothingThatAnApplicationDoesNotKnow(Application application) {
        assertKnown(
                application,
                Pods.environment(Pods.container(Pods.of(application))).keySet());
    }

    @Test
    void noPatchTellsAnythingThatTheOrchestratorDoesNotKnow() {
        var patches = Manifests.in(Manifests.PRODUCTION, Deployment.class);
        assertFalse(patches.isEmpty());
        for (var patch : patches) {
            assertEquals("orchestrator", patch.getMetadata().getName());
            assertKnown(
                    Application.ORCHESTRATOR,
                    Pods.environment(Pods.container(patch)).keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("applications")
    void theLocalSecretsTellNothingThatAnApplicationDoesNotKnowAndNameADatabaseThatIsMade(Application application) {
        var told = secret(application);
        assertKnown(application, told.keySet());
        var made = Manifests.text(Manifests.LOCAL.resolve("databases.sql"));
        var name = told.get("QUARKUS_DATASOURCE_USERNAME");
        assertEquals("postgresql://postgresql:5432/" + name, told.get("QUARKUS_DATASOURCE_REACTIVE_URL"));
        assertTrue(made.contains("CREATE DATABASE " + name + " OWNER " + name + ";"), name);
        assertTrue(made.contains("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC;"), name);
        assertTrue(
                made.contains(
                        "CREATE ROLE " + name + " LOGIN PASSWORD '" + told.get("QUARKUS_DATASOURCE_PASSWORD") + "';"),
                name);
    }

    @ParameterizedTest
    @MethodSource("applications")
    void composeTellsNothingThatAnApplicationDoesNotKnow(Application application) {
        var service = COMPOSE.path(application.name());
        var told = new TreeSet<String>();
        service.path("environment").fieldNames().forEachRemaining(told::add);
        assertKnown(application, told);
        assertEquals(
                "k8s/overlays/local/" + application.name() + ".env",
                service.path("env_file").asText());
        assertEquals(
                "127.0.0.1:%d:%d".formatted(application.port(), portOfImages()),
                service.path("ports").get(0).asText());
    }

    @Test
    void composeTellsTheOrchestratorWhereEveryParticipantIs() {
        var told = COMPOSE.path("orchestrator").path("environment");
        for (var client : Application.ORCHESTRATOR.clients()) {
            var host = told.path("QUARKUS_GRPC_CLIENTS_" + client.toUpperCase(Locale.ROOT) + "_HOST")
                    .asText();
            assertFalse(COMPOSE.path(host).isMissingNode(), host);
            assertEquals(
                    portOfImages(),
                    told.path("QUARKUS_GRPC_CLIENTS_" + client.toUpperCase(Locale.ROOT) + "_PORT")
                            .asInt());
        }
    }

    /** Where everyone listens who is started from an image and told nothing else: what an image says goes before what an application does. */
    private static int portOfImages() {
        var ports = Stream.of("aot", "native")
                .map(form -> Manifests.text(Manifests.ROOT.resolve("system/images/Dockerfile." + form)))
                .map(text -> PORT.matcher(text).results().findFirst().orElseThrow())
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
        assertEquals(1, ports.size(), ports::toString);
        return ports.iterator().next();
    }

    @Test
    void everyImageHasTheSameNameEverywhere() {
        var kustomized = Application.PARTICIPANTS.stream()
                .map(one -> Manifests.tree(Manifests.BASE.resolve(one.name() + "/kustomization.yaml"))
                        .path("images")
                        .get(0))
                .toList();
        kustomized.forEach(image -> assertEquals(
                Pods.container(Pods.of(Application.PARTICIPANTS.getFirst())).getImage(),
                image.path("name").asText()));
        var images = kustomized.stream()
                .map(image -> image.path("newName").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        images.add(Pods.container(Pods.of(Application.ORCHESTRATOR)).getImage());
        Pods.templates(Manifests.LOCAL).stream()
                .flatMap(template -> template.getSpec().getContainers().stream())
                .forEach(container -> images.add(container.getImage()));
        assertEquals(images, new TreeSet<>(COMPOSE.findValuesAsText("image")));
        Application.ALL.forEach(one -> assertTrue(images.contains("roundtrip/" + one.name()), one.name()));
    }

    @Test
    void aSettingThatIsMisspeltOrFixedWhenTheApplicationIsBuiltIsNotKnown() {
        var known = Application.ORCHESTRATOR.variables();
        assertTrue(known.contains("QUARKUS_GRPC_CLIENTS_FLIGHT_LOAD_BALANCING_POLICY"));
        assertTrue(known.contains("QUARKUS_DATASOURCE_JOURNAL_REACTIVE_MAX_SIZE"));
        assertTrue(known.contains("ROUNDTRIP_ENGINE_DRAIN_LIMIT"));
        for (var wrong : Set.of(
                "QUARKUS_GRPC_CLIENTS_TRAIN_HOST",
                "QUARKUS_GRPC_CLIENTS_FLIGHT_POLICY",
                "QUARKUS_DATASOURCE_DB_KIND",
                "ROUNDTRIP_PARTICIPANT_TILLS")) {
            assertFalse(known.contains(wrong), wrong);
        }
        assertTrue(Application.PARTICIPANTS.getFirst().variables().contains("ROUNDTRIP_PARTICIPANT_TILLS"));
    }

    private static Map<String, String> secret(Application application) {
        return Manifests.text(Manifests.LOCAL.resolve(application.name() + ".env"))
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static void assertKnown(Application application, Set<String> told) {
        var unknown = new TreeSet<>(told);
        unknown.removeAll(application.variables());
        assertEquals(Set.of(), unknown, application.name());
    }
}
