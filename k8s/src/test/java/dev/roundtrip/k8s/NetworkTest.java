package dev.roundtrip.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may call whom is who does: the arrows of the picture in docs/architecture.md, and no other. */
class NetworkTest {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String DATABASE = "postgresql";
    private static final String ELSEWHERE = "192.0.2.10/32";

    @Test
    void everythingIsDeniedToBeginWith() {
        assertTrue(policies(Manifests.BASE)
                .anyMatch(policy -> policy.getSpec().getPodSelector().equals(new LabelSelector())
                        && policy.getSpec().getPolicyTypes().equals(List.of("Ingress", "Egress"))
                        && policy.getSpec().getIngress().isEmpty()
                        && policy.getSpec().getEgress().isEmpty()));
    }

    @Test
    void whoCallsMayAndWhoIsCalledIsOpenToThatAlone() {
        var calls = calls();
        calls.addAll(toDatabase(DATABASE));
        calls.add("inventory -> " + DATABASE);
        var out = new TreeSet<>(calls);
        out.add("all -> kube-dns");
        assertEquals(out, egress(Manifests.BASE, Manifests.LOCAL));
        calls.add("roundtrip.dev/client=allowed -> orchestrator");
        assertEquals(calls, ingress(Manifests.BASE, Manifests.LOCAL));
    }

    @Test
    void inProductionTheDatabaseIsElsewhereAndPrometheusIsLetIn() {
        var out = calls();
        out.addAll(toDatabase(ELSEWHERE));
        out.add("all -> kube-dns");
        assertEquals(out, egress(Manifests.BASE, Manifests.PRODUCTION));
        var in = calls();
        in.add("roundtrip.dev/client=allowed -> orchestrator");
        in.add("prometheus -> orchestrator");
        assertEquals(in, ingress(Manifests.BASE, Manifests.PRODUCTION));
    }

    @Test
    void onlyPortsThatSomeoneListensOnAreOpen() {
        var open = Stream.of(Manifests.BASE, Manifests.LOCAL, Manifests.PRODUCTION)
                .flatMap(NetworkTest::policies)
                .flatMap(policy -> Stream.concat(
                        policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream()),
                        policy.getSpec().getEgress().stream().flatMap(rule -> rule.getPorts().stream())))
                .map(port -> port.getProtocol() + " " + port.getPort().getValue())
                .collect(Collectors.toSet());
        assertEquals(Set.of("TCP http", "TCP postgresql", "TCP 5432", "TCP 53", "UDP 53"), open);
    }

    /** By the orchestrator's own clients, and where it is told that they lead. */
    private static Set<String> calls() {
        var told = Pods.environment(Pods.container(Pods.of(Application.ORCHESTRATOR)));
        return Application.ORCHESTRATOR.clients().stream()
                .map(client -> "orchestrator -> "
                        + told.get("QUARKUS_GRPC_CLIENTS_" + client.toUpperCase(Locale.ROOT) + "_HOST"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> toDatabase(String database) {
        return Application.ALL.stream()
                .map(application -> application.name() + " -> " + database)
                .collect(Collectors.toSet());
    }

    private static Set<String> egress(Path... folders) {
        return Stream.of(folders)
                .flatMap(NetworkTest::policies)
                .flatMap(policy -> policy.getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getTo().stream())
                        .flatMap(NetworkTest::names)
                        .flatMap(to -> names(policy.getSpec().getPodSelector()).map(from -> from + " -> " + to)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ingress(Path... folders) {
        return Stream.of(folders)
                .flatMap(NetworkTest::policies)
                .flatMap(policy -> policy.getSpec().getIngress().stream()
                        .flatMap(rule -> rule.getFrom().stream())
                        .flatMap(NetworkTest::names)
                        .flatMap(
                                from -> names(policy.getSpec().getPodSelector()).map(to -> from + " -> " + to)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<NetworkPolicy> policies(Path folder) {
        return Manifests.in(folder, NetworkPolicy.class).stream();
    }

    private static Stream<String> names(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return Stream.of(peer.getIpBlock().getCidr());
        }
        return names(peer.getPodSelector() == null ? peer.getNamespaceSelector() : peer.getPodSelector());
    }

    private static Stream<String> names(LabelSelector selector) {
        var named = selector.getMatchExpressions().stream().flatMap(expression -> {
            assertEquals(NAME + " In", expression.getKey() + " " + expression.getOperator());
            return expression.getValues().stream();
        });
        var labelled = selector.getMatchLabels().entrySet().stream()
                .map(label -> label.getKey().equals(NAME) || label.getKey().equals("k8s-app")
                        ? label.getValue()
                        : label.getKey() + "=" + label.getValue());
        var names = Stream.concat(named, labelled).toList();
        return names.isEmpty() ? Stream.of("all") : names.stream();
    }
}
