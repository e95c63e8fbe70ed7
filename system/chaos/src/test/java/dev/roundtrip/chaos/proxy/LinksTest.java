package dev.roundtrip.chaos.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void everyWayHasALinkOfItsOwnThatStays() throws IOException {
        try (var server = new EchoServer();
                var links = new Links()) {
            var first = links.port("orchestrator", "postgresql", server.port());
            var second = links.port("orchestrator-2", "postgresql", server.port());
            assertNotEquals(first, second);
            assertEquals(first, links.port("orchestrator", "postgresql", server.port()));
            assertEquals(
                    List.of("orchestrator → postgresql", "orchestrator-2 → postgresql"),
                    links.all().stream().map(Link::name).toList());

            links.between("orchestrator-2", "postgresql").orElseThrow().inject(new LinkFault.Refused());
            try (var served = new Caller(
                            links.between("orchestrator", "postgresql").orElseThrow());
                    var refused = new Caller(
                            links.between("orchestrator-2", "postgresql").orElseThrow())) {
                served.sayAndHear("hello");
                refused.hearAReset();
            }
            links.heal();
            assertEquals(List.of(), links.failures());
            try (var healed =
                    new Caller(links.between("orchestrator-2", "postgresql").orElseThrow())) {
                healed.sayAndHear("hello");
            }
        }
    }

    @Test
    void aWayThatNobodyAskedForHasNone() {
        try (var links = new Links()) {
            assertEquals(Optional.empty(), links.between("orchestrator", "postgresql"));
        }
    }

    @Test
    void eachProcessIsToldItsOwn() {
        try (var links = new Links()) {
            links.tell("orchestrator", "roundtrip.engine.lease", "3s");
            links.tell("orchestrator", "roundtrip.engine.lease", "4s");
            links.tellJava("orchestrator-2", "-Xmx256m");
            assertEquals(Map.of("roundtrip.engine.lease", "4s"), links.settings("orchestrator"));
            assertEquals(List.of(), links.javaOptions("orchestrator"));
            assertEquals(Map.of(), links.settings("orchestrator-2"));
            assertEquals(List.of("-Xmx256m"), links.javaOptions("orchestrator-2"));
        }
    }
}
