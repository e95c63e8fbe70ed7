package dev.roundtrip.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.orchestrator.engine.OrchestratorSettings;
import dev.roundtrip.orchestrator.engine.TripEngine;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the cluster asks of the applications is there, and what they need of it is asked for. */
class PodsTest {
    private static final int ENVIRONMENT = 300;

    static Iterable<Application> applications() {
        return Application.ALL;
    }

    static Stream<PodTemplateSpec> templates() {
        return Stream.of(Manifests.BASE, Manifests.LOCAL, Manifests.PRODUCTION)
                .flatMap(folder -> Pods.templates(folder).stream());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void probesAskWhereTheApplicationAnswers(Application application) {
        var container = Pods.container(Pods.of(application));
        assertProbe(application, container, container.getStartupProbe(), "started");
        assertProbe(application, container, container.getLivenessProbe(), "live");
        assertProbe(application, container, container.getReadinessProbe(), "ready");
    }

    private static void assertProbe(Application application, Container container, Probe probe, String state) {
        var asked = probe.getHttpGet();
        assertTrue(application.paths().contains(asked.getPath()), asked.getPath());
        assertTrue(asked.getPath().endsWith("/" + state), asked.getPath());
        assertEquals(container.getPorts().getFirst().getName(), asked.getPort().getStrVal());
    }

    @ParameterizedTest
    @MethodSource("applications")
    void everyoneListensWhereItsServiceLeads(Application application) {
        var container = Pods.container(Pods.of(application));
        var port = container.getPorts().getFirst();
        assertEquals(
                Pods.environment(container).get("QUARKUS_HTTP_PORT"),
                port.getContainerPort().toString());
        var service = Manifests.in(Manifests.BASE, Service.class).stream()
                .filter(one -> one.getMetadata().getName().equals(Pods.nameOf(application)))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getPorts()
                .getFirst();
        assertEquals(port.getName(), service.getTargetPort().getStrVal());
        // A name without an address of the cluster's own leads to the pods themselves, where nobody maps ports.
        assertEquals(port.getContainerPort(), service.getPort());
    }

    @Test
    void theOrchestratorCallsEveryParticipantWhereItsServiceIs() {
        var told = Pods.environment(Pods.container(Pods.of(Application.ORCHESTRATOR)));
        var services = Application.ORCHESTRATOR.clients().stream()
                .map(client -> "QUARKUS_GRPC_CLIENTS_" + client.toUpperCase(Locale.ROOT))
                .collect(Collectors.toMap(client -> told.get(client + "_HOST"), client -> told.get(client + "_PORT")));
        assertEquals(
                Application.PARTICIPANTS.stream().collect(Collectors.toMap(Application::name, one -> "8080")),
                services);
    }

    /** Calls only take turns between replicas if each of them can be told from the others by its address. */
    @Test
    void inProductionCallsTakeTurnsBetweenAllReplicas() {
        var headless = Manifests.in(Manifests.PRODUCTION, Service.class).stream()
                .filter(service -> "None".equals(service.getSpec().getClusterIP()))
                .map(service -> service.getMetadata().getName())
                .collect(Collectors.toSet());
        var expected = Application.PARTICIPANTS.stream().map(Application::name).collect(Collectors.toSet());
        expected.add("orchestrator-replicas");
        assertEquals(expected, headless);
        var told = Pods.environment(Pods.container(
                Manifests.in(Manifests.PRODUCTION, Deployment.class).getFirst()));
        for (var client : Application.ORCHESTRATOR.clients()) {
            var prefix = "QUARKUS_GRPC_CLIENTS_" + client.toUpperCase(Locale.ROOT);
            // What these two do, the orchestrator's own test shows.
            assertEquals("replicas", told.get(prefix + "_NAME_RESOLVER"));
            assertEquals("round_robin", told.get(prefix + "_LOAD_BALANCING_POLICY"));
        }
    }

    /** For callers; and Prometheus, which goes by labels of Services, finds each pod once. */
    @Test
    void oneNameLeadsToEveryOrchestrator() {
        var service = Manifests.in(Manifests.PRODUCTION, Service.class).stream()
                .filter(one -> one.getMetadata().getName().equals("orchestrator-replicas"))
                .findFirst()
                .orElseThrow();
        var base = Manifests.in(Manifests.BASE, Service.class).stream()
                .filter(one -> one.getMetadata().getName().equals("orchestrator"))
                .findFirst()
                .orElseThrow();
        assertEquals(base.getSpec().getSelector(), service.getSpec().getSelector());
        assertEquals(base.getSpec().getPorts(), service.getSpec().getPorts());
        var scraped = Manifests.in(Manifests.PRODUCTION, ServiceMonitor.class)
                .getFirst()
                .getSpec()
                .getSelector()
                .getMatchLabels();
        assertTrue(base.getMetadata().getLabels().entrySet().containsAll(scraped.entrySet()));
        assertFalse(service.getMetadata().getLabels().entrySet().containsAll(scraped.entrySet()));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void nobodyIsKilledBeforeItHasDrained(Application application) {
        var pod = Pods.of(application).getSpec().getTemplate().getSpec();
        var told = Pods.environment(Pods.container(Pods.of(application)));
        var sleep = Duration.ofSeconds(Pods.container(Pods.of(application))
                .getLifecycle()
                .getPreStop()
                .getSleep()
                .getSeconds());
        var drain = application.equals(Application.ORCHESTRATOR)
                ? new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(OrchestratorSettings.class)
                        .withSources(new EnvConfigSource(told, ENVIRONMENT))
                        .build()
                        .getConfigMapping(OrchestratorSettings.class)
                        .engine()
                        .drainLimit()
                        .plus(TripEngine.HANDOVER_LIMIT)
                : Duration.ZERO;
        assertTrue(sleep.isPositive());
        var grace = Duration.ofSeconds(pod.getTerminationGracePeriodSeconds());
        assertTrue(grace.compareTo(sleep.plus(drain).plusSeconds(5)) >= 0, grace + " for " + sleep + " and " + drain);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyPodIsOneThatARestrictedNamespaceTakes(PodTemplateSpec template) {
        var pod = template.getSpec();
        assertTrue(pod.getSecurityContext().getRunAsNonRoot());
        assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
        assertEquals(
                "RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertFalse(pod.getAutomountServiceAccountToken());
        for (var container : pod.getContainers()) {
            var security = container.getSecurityContext();
            assertFalse(security.getAllowPrivilegeEscalation());
            assertTrue(security.getReadOnlyRootFilesystem());
            assertEquals(List.of("ALL"), security.getCapabilities().getDrop());
            assertTrue(security.getCapabilities().getAdd().isEmpty());
            var resources = container.getResources();
            assertEquals(
                    List.of("cpu", "memory"),
                    resources.getRequests().keySet().stream().sorted().toList());
            assertTrue(resources.getLimits().containsKey("memory"));
        }
    }

    @ParameterizedTest
    @MethodSource("applications")
    void theOnlyPlaceToWriteIsTmp(Application application) {
        var pod = Pods.of(application).getSpec().getTemplate().getSpec();
        var mount = Pods.container(Pods.of(application)).getVolumeMounts();
        assertEquals(
                List.of("/tmp"), mount.stream().map(one -> one.getMountPath()).toList());
        assertEquals(1, pod.getVolumes().size());
        assertTrue(pod.getVolumes().getFirst().getEmptyDir() != null);
    }

    @Test
    void inProductionThereAreThreeOrchestratorsAndMoreWhenTheyAreBusy() {
        var scaler = Manifests.in(Manifests.PRODUCTION, HorizontalPodAutoscaler.class)
                .getFirst()
                .getSpec();
        assertEquals(Application.ORCHESTRATOR.name(), scaler.getScaleTargetRef().getName());
        assertEquals(3, scaler.getMinReplicas());
        assertEquals(
                // As the orchestrator's own test of its figures has it.
                "roundtrip_sagas_in_flight",
                scaler.getMetrics().getFirst().getPods().getMetric().getName());
        // A number of replicas in the manifest would be put back at every apply.
        assertEquals(null, Pods.of(Application.ORCHESTRATOR).getSpec().getReplicas());
        assertEquals(
                Application.ALL.stream().map(Application::name).collect(Collectors.toSet()),
                Manifests.in(Manifests.PRODUCTION, PodDisruptionBudget.class).stream()
                        .map(budget ->
                                budget.getSpec().getSelector().getMatchLabels().get("app.kubernetes.io/name"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void prometheusAsksWhereTheOrchestratorTells() {
        var endpoint = Manifests.in(Manifests.PRODUCTION, ServiceMonitor.class)
                .getFirst()
                .getSpec()
                .getEndpoints()
                .getFirst();
        var orchestrator = Application.ORCHESTRATOR;
        assertTrue(orchestrator.paths().contains(endpoint.getPath()), endpoint.getPath());
        assertEquals(Pods.container(Pods.of(orchestrator)).getPorts().getFirst().getName(), endpoint.getPort());
    }
}
