package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.roundtrip.conformance.Suite;
import dev.roundtrip.conformance.rules.Rule;
import dev.roundtrip.local.audit.Audit;
import dev.roundtrip.local.demo.RunningSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our three participants, as processes, keep every rule of the contract, with the inventory that `make run` brings. */
class ConformanceIT {
    private static final long SEED = 20_260;
    private static final int LIMIT_SECONDS = 240;

    private static LocalSystem system;

    @BeforeAll
    static void start() {
        system = RunningSystem.startFor(ConformanceIT.class);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** All of them at once: they share nothing but this machine. */
    @Test
    void ourParticipantsKeepEveryRuleAlsoWhenTheyAreKilledMeanwhile() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = ServiceName.participants().stream()
                    .map(service -> CompletableFuture.runAsync(() -> keepsEveryRule(service), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(runs).join();
        }
        assertEquals(List.of(), new Audit(system.databases()).violations());
    }

    private static void keepsEveryRule(ServiceName service) {
        var said = new ByteArrayOutputStream();
        var summary = Suite.of(settings(service), SEED)
                .restartedBy(() -> {
                    system.service(service).kill();
                    system.restart(service);
                })
                .run(new PrintStream(said, true, StandardCharsets.UTF_8));
        var rules = Rule.all().size();
        assertEquals(
                "conformance: service=" + service.database() + " rules=" + rules + " passed=" + rules
                        + " failed=0 skipped=0",
                summary.toString(),
                () -> said.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> settings(ServiceName service) {
        return Map.of("TARGET", system.service(service).address(), "SERVICE", service.database());
    }

    /** What is packaged runs by its command, and needs nothing but an address and a name. */
    @Test
    void theCommandSaysWhatItNeeds() throws IOException, InterruptedException {
        var output = Files.createTempFile(Files.createDirectories(Path.of("target", "system")), "conformance", ".out");
        var builder = new ProcessBuilder(
                        Checkout.locate().root().resolve("bin/conformance").toString(), "SERVICE=flight")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("TARGET");
        var process = builder.start();
        assertEquals(true, process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "bin/conformance has not ended");
        assertEquals(2, process.exitValue());
        assertEquals(
                "TARGET is not given: make conformance TARGET=host:port SERVICE=flight.\n", Files.readString(output));
    }
}
