package dev.roundtrip.chaos.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import dev.roundtrip.local.ServiceProcess;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SystemThroughLinksIT {
    @Test
    void everyProcessGoesByItsLinksAndOutlivesAKilledDatabase() {
        try (var links = new Links();
                var system = LocalSystem.in(
                        Path.of("target", "system", "links").toAbsolutePath(), Ports.random(2), true, links)) {
            links.tell("orchestrator-2", "roundtrip.engine.lease", "3s");
            links.tellJava("orchestrator-2", "-Xmx256m");
            system.startPostgres();
            system.postgres().requireDurable();
            system.startServices(Checkout.locate(), (name, address, took) -> {});
            assertEquals(waysOf("orchestrator", "orchestrator-2"), ways(links));
            links.all().stream()
                    .filter(link -> link.to().equals("postgresql"))
                    .forEach(link -> assertTrue(link.counts().answerBytes() > 0, link.name()));

            system.crashPostgres();
            system.startPostgres();
            system.services().forEach(ServiceProcess::awaitReady);
        }
    }

    private static Set<String> ways(Links links) {
        return links.all().stream().map(Link::name).collect(Collectors.toSet());
    }

    private static Set<String> waysOf(String... orchestrators) {
        var participants = Set.of("flight-service", "hotel-service", "car-service");
        var all = participants.stream().map(name -> name + " → postgresql").collect(Collectors.toSet());
        for (var orchestrator : orchestrators) {
            all.add(orchestrator + " → postgresql");
            participants.forEach(participant -> all.add(orchestrator + " → " + participant));
        }
        return all;
    }
}
