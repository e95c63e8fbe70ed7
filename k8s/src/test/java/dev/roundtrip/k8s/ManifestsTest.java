package dev.roundtrip.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every manifest is one that Kubernetes would take, and every one is part of something. */
class ManifestsTest {
    private static final Path ALL = Manifests.ROOT.resolve("k8s");

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
    void everyFieldIsOneOfTheApi(String folder) {
        assertFalse(Manifests.in(ALL.resolve(folder)).isEmpty());
    }

    @Test
    void aFieldThatTheApiDoesNotKnowIsFound() {
        var deployment = Manifests.text(Manifests.BASE.resolve("orchestrator.yaml"));
        for (var mistake : List.of("revisionHistoryLimit: ", "periodSeconds: ", "readOnlyRootFilesystem: ")) {
            var wrong = deployment.replace(mistake, "x" + mistake);
            var found = assertThrows(AssertionError.class, () -> Manifests.parse("wrong", wrong));
            assertTrue(found.getMessage().contains("\"x" + mistake.replace(": ", "\"")), found::getMessage);
        }
    }

    @Test
    void everyFileIsNamedByTheKustomizationOfItsFolder() {
        for (var kustomization : kustomizations()) {
            var folder = kustomization.getParent();
            var named = named(Manifests.tree(kustomization));
            named.forEach(path -> assertTrue(Files.exists(folder.resolve(path)), kustomization + " names " + path));
            assertEquals(
                    filesOf(folder),
                    named.stream()
                            .filter(path -> Files.isRegularFile(folder.resolve(path)))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void noSecretOfTheProductionIsKeptHere() {
        for (var folder : List.of(Manifests.BASE, Manifests.PRODUCTION)) {
            assertEquals(List.of(), Manifests.in(folder, Secret.class));
        }
        assertTrue(Manifests.tree(Manifests.PRODUCTION.resolve("kustomization.yaml"))
                .path("secretGenerator")
                .isMissingNode());
    }

    /** Where there is a kubectl; elsewhere this is skipped, and the rest must do. */
    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/local", "overlays/production"})
    void kustomizeBuildsWhatKubernetesWouldTake(String folder) throws IOException, InterruptedException {
        assumeTrue(thereIsKubectl(), "not run: there is no kubectl here");
        var kustomize = new ProcessBuilder(
                        "kubectl", "kustomize", ALL.resolve(folder).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var built = new String(kustomize.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, kustomize.waitFor());
        var deployed = Manifests.parse(folder, built).stream()
                .filter(manifest -> manifest.getKind().equals("Deployment"))
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getNamespace() + "/" + metadata.getName())
                .collect(Collectors.toSet());
        assertEquals(
                Application.ALL.stream().map(one -> "roundtrip/" + one.name()).collect(Collectors.toSet()), deployed);
    }

    private static boolean thereIsKubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    private static List<Path> kustomizations() {
        var found = Stream.concat(
                        Manifests.files(ALL.resolve("base")).stream(),
                        Manifests.files(ALL.resolve("overlays")).stream())
                .filter(file -> file.endsWith("kustomization.yaml"))
                .collect(Collectors.toList());
        found.add(Manifests.ROOT.resolve("system/local/src/main/resources/inventory/kustomization.yaml"));
        return found;
    }

    private static Set<String> named(JsonNode kustomization) {
        return Stream.of(
                        Stream.of(kustomization.path("resources")),
                        kustomization.findValues("files").stream(),
                        kustomization.findValues("envs").stream(),
                        kustomization.path("patches").findValues("path").stream())
                .flatMap(nodes -> nodes)
                .flatMap(node -> node.isArray()
                        ? Stream.iterate(0, i -> i < node.size(), i -> i + 1).map(node::get)
                        : Stream.of(node))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> filesOf(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
