package dev.roundtrip.chaos.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.chaos.fuzz.grpc.Rpc;
import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.LocalSystem;
import dev.roundtrip.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Garbage at every door of the whole system, for a while; FUZZ_SEED sends the same again. */
class FuzzIT {
    private static final Duration WHILE = Duration.ofSeconds(12);
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z0-9.]+);");
    private static final Pattern SERVICE = Pattern.compile("(?ms)^service (\\w+) \\{(.*?)^}");
    private static final Pattern METHOD = Pattern.compile("(?m)^ +rpc (\\w+)\\(");

    private static LocalSystem system;
    private static FuzzRun run;

    @BeforeAll
    static void startTheSystem() {
        system = LocalSystem.in(Path.of("target", "system", "FuzzIT").toAbsolutePath(), Ports.random(), true);
        system.startPostgres();
        system.startServices(Checkout.locate(), (name, address, took) -> {});
        run = new FuzzRun(system);
    }

    @AfterAll
    static void stopTheSystem() {
        system.close();
    }

    @Test
    void everyMethodOfTheContractsIsServedAndFuzzed() throws IOException {
        var fuzzed = run.rpcs().stream().map(Rpc::path).collect(Collectors.toSet());
        var contracts = new TreeSet<String>();
        var protos = Checkout.locate().root().resolve("proto");
        try (var files = Files.walk(protos)) {
            files.filter(file -> file.startsWith(protos) && file.toString().endsWith(".proto"))
                    .filter(file -> !protos.relativize(file).toString().contains("target"))
                    .forEach(file -> contracts.addAll(methods(file)));
        }
        assertTrue(contracts.size() > 20, contracts::toString);
        contracts.removeAll(fuzzed);
        assertEquals(Set.of(), contracts, "methods of the contracts that no process tells of");
    }

    private static List<String> methods(Path proto) {
        try {
            var text = Files.readString(proto);
            var name = PACKAGE.matcher(text).results().findFirst().orElseThrow().group(1);
            return SERVICE.matcher(text)
                    .results()
                    .flatMap(service -> METHOD.matcher(service.group(2))
                            .results()
                            .map(method -> "/" + name + "." + service.group(1) + "/" + method.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void garbageIsRefusedAndLeavesNothing() {
        var seed = System.getenv().getOrDefault("FUZZ_SEED", "");
        var plan = new FuzzPlan(
                WHILE, seed.isBlank() ? ThreadLocalRandom.current().nextLong(1_000_000) : Long.parseLong(seed.strip()));
        System.out.println("FUZZ_SEED=" + plan.seed());
        var findings = run.run(plan);
        var again = "FUZZ_SEED=" + plan.seed() + " sends the same again";
        assertEquals(List.of(), findings.shown(), again);
        var answers = findings.answers();
        assertEquals(run.rpcs().size() + run.routes().size(), answers.size(), "doors that were knocked at");
        // Garbage that is refused at the first look shows nothing of what is behind it.
        for (var deep : List.of("BookTrip", "ReserveFlight", "ReserveHotel", "ReserveCar", "ListSagas", "GetTrip")) {
            assertTrue(isReached(answers, deep), () -> deep + " was never reached: " + answers);
        }
    }

    private static boolean isReached(Map<String, Map<String, Integer>> answers, String method) {
        return answers.entrySet().stream()
                .anyMatch(door ->
                        door.getKey().endsWith("/" + method) && door.getValue().containsKey("OK"));
    }
}
