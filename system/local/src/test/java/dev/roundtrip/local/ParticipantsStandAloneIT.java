package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A participant, as it is shipped, needs no address, type or version of the orchestrator. Maven refuses the dependency
 * ({@code participant-stands-alone}); this looks into what came out.
 */
class ParticipantsStandAloneIT {
    private static final Set<String> ITS_OWN = Set.of(
            "dev.roundtrip.roundtrip-participant-barrier",
            "dev.roundtrip.roundtrip-proto-participants",
            "dev.roundtrip.roundtrip-wire",
            "dev.roundtrip.roundtrip-database",
            "dev.roundtrip.roundtrip-schema",
            "dev.roundtrip.roundtrip-serving");
    /** Types and services of the orchestrator's side, however a class or a file spells them. */
    private static final Pattern OF_THE_ORCHESTRATOR =
            Pattern.compile("(dev[./])?roundtrip[./](trip|saga|orchestrator)[./]");
    /** Whoever calls out does it by one of these. */
    private static final Pattern CALLS_OUT =
            Pattern.compile("io/quarkus/grpc/GrpcClient|io/grpc/ManagedChannelBuilder|quarkus\\.grpc\\.clients");

    private final Checkout checkout = Checkout.locate();

    static List<ServiceName> participants() {
        return ServiceName.participants();
    }

    @ParameterizedTest
    @MethodSource("participants")
    void isShippedWithNothingOfTheOrchestrator(ServiceName participant) {
        var ours = ours(participant)
                .map(jar -> jar.getFileName().toString().replaceFirst("-[0-9][^-]*(-SNAPSHOT)?\\.jar$", ""))
                .filter(name -> !name.equals("roundtrip-" + participant.module()))
                .collect(Collectors.toSet());
        assertEquals(ITS_OWN, ours);
    }

    @ParameterizedTest
    @MethodSource("participants")
    void namesNoTypeOfTheOrchestratorAndCallsNobody(ServiceName participant) {
        assertEquals(List.of(), mentions(participant, OF_THE_ORCHESTRATOR));
        assertEquals(List.of(), mentions(participant, CALLS_OUT));
    }

    @Test
    void whatIsLookedForIsFoundWhereItIs() {
        assertFalse(mentions(ServiceName.ORCHESTRATOR, OF_THE_ORCHESTRATOR).isEmpty());
        assertFalse(mentions(ServiceName.ORCHESTRATOR, CALLS_OUT).isEmpty());
    }

    private List<String> mentions(ServiceName service, Pattern wanted) {
        return ours(service).flatMap(jar -> mentions(jar, wanted).stream()).toList();
    }

    private static List<String> mentions(Path jar, Pattern wanted) {
        try (var open = new JarFile(jar.toFile())) {
            return open.stream()
                    .filter(entry -> wanted.matcher(text(open, entry)).find())
                    .map(entry -> jar.getFileName() + ": " + entry.getName())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry with each byte as a character: the names a class uses stand in it as they are. */
    private static String text(JarFile jar, JarEntry entry) {
        try (var bytes = jar.getInputStream(entry)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars of this project that a service is shipped with. */
    private Stream<Path> ours(ServiceName service) {
        var app = Packaging.JVM.runnable(checkout.module(service)).getParent();
        var jars = Stream.of("app", "lib/main")
                .flatMap(folder -> files(app.resolve(folder)).stream())
                .filter(file -> file.getFileName().toString().matches("(dev\\.roundtrip\\.)?roundtrip-.*\\.jar"))
                .toList();
        assertTrue(jars.size() > 1, () -> service.module() + " is not built: " + jars);
        return jars.stream();
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
