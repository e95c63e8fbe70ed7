package dev.roundtrip.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the manifests say of pods. */
final class Pods {
    /** What the three participants are made of; each puts its own word before it. */
    private static final String SHAPE = "service";

    private Pods() {}

    /** The Deployment of an application as the base has it. */
    static Deployment of(Application application) {
        return Manifests.in(Manifests.BASE, Deployment.class).stream()
                .filter(deployment -> deployment.getSpec().getSelector() != null)
                .filter(deployment -> deployment.getMetadata().getName().equals(nameOf(application)))
                .findFirst()
                .orElseThrow();
    }

    static String nameOf(Application application) {
        return application.equals(Application.ORCHESTRATOR) ? application.name() : SHAPE;
    }

    static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    static Map<String, String> environment(Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    /** Every whole template of pods in a folder; a patch has no security context. */
    static List<PodTemplateSpec> templates(Path folder) {
        return Manifests.in(folder).stream()
                .flatMap(Pods::template)
                .filter(template -> template.getSpec().getSecurityContext() != null)
                .toList();
    }

    private static Stream<PodTemplateSpec> template(HasMetadata manifest) {
        return switch (manifest) {
            case Deployment deployment -> Stream.of(deployment.getSpec().getTemplate());
            case StatefulSet set -> Stream.of(set.getSpec().getTemplate());
            case Job job -> Stream.of(job.getSpec().getTemplate());
            default -> Stream.empty();
        };
    }
}
