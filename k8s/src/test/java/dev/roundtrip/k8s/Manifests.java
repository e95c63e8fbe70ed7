package dev.roundtrip.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in the folders of manifests, as types of the Kubernetes API that know every field there is. */
final class Manifests {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    static final Path BASE = ROOT.resolve("k8s/base");
    static final Path LOCAL = ROOT.resolve("k8s/overlays/local");
    static final Path PRODUCTION = ROOT.resolve("k8s/overlays/production");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    ConfigMap.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Job.class,
                    Namespace.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    Secret.class,
                    Service.class,
                    ServiceMonitor.class,
                    StatefulSet.class)
            .collect(Collectors.toMap(
                    kind -> HasMetadata.getApiVersion(kind) + " " + HasMetadata.getKind(kind), kind -> kind));

    /** The types take what they don't know into a map of additional properties; here that is refused. */
    private static final ObjectMapper STRICT = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Manifests() {}

    /** The manifests of a folder and those below it, patches included, kustomizations not. */
    static List<HasMetadata> in(Path folder) {
        return files(folder).stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .flatMap(file -> parse(file.toString(), text(file)).stream())
                .toList();
    }

    static <T extends HasMetadata> List<T> in(Path folder, Class<T> kind) {
        return in(folder).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** All YAML files of a folder and those below it. */
    static List<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses what may be several documents.
     *
     * @throws AssertionError naming what the API doesn't know
     */
    static List<HasMetadata> parse(String whose, String yaml) {
        var parsed = new ArrayList<HasMetadata>();
        for (var document : documents(yaml)) {
            var named = document.path("apiVersion").asText() + " "
                    + document.path("kind").asText();
            var kind = KINDS.get(named);
            if (kind == null) {
                throw new AssertionError(whose + ": a kind that is not known here: " + named);
            }
            try {
                parsed.add(STRICT.treeToValue(document, kind));
            } catch (IOException e) {
                throw new AssertionError(whose + ": " + e.getMessage(), e);
            }
        }
        return parsed;
    }

    static JsonNode tree(Path file) {
        var documents = documents(text(file));
        if (documents.size() != 1) {
            throw new AssertionError(file + " has " + documents.size() + " documents");
        }
        return documents.getFirst();
    }

    private static List<JsonNode> documents(String yaml) {
        try (var values = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return values.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
