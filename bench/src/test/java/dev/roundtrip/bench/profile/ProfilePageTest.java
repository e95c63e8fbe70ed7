package dev.roundtrip.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.bench.booking.Way;
import dev.roundtrip.bench.report.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilePageTest {
    private static final List<String> OURS = List.of("io.netty.Loop.run", "dev.roundtrip.Trips.book");
    private static final List<String> FOR_US =
            List.of("io.netty.Loop.run", "dev.roundtrip.Trips.book", "java.util.HashMap.get");
    private static final List<String> NETTY = List.of("io.netty.Loop.run");

    private static final Profiles SOME = new Profiles(
            "engine",
            256,
            List.of(
                    new Profile(Way.FORWARD, 2000, 1.25, new Stacks(List.of(OURS, FOR_US, NETTY, NETTY), 3)),
                    new Profile(Way.FAILING, 1500, 1.5, new Stacks(List.of(OURS, NETTY), 0))));

    private static final ProfilePage PAGE =
            new ProfilePage(SOME, new Machine(new LinkedHashMap<>(Map.of("processors", "two of a kind"))), 20);

    @Test
    void aRunIsToldInOneLine() {
        assertEquals("profile: samples=6 forward_ours=0.250 failing_ours=0.500", SOME.line());
    }

    @Test
    void thePageHasNoPlaceLeftOpen(@TempDir Path folder) throws IOException {
        PAGE.write(folder);
        var text = Files.readString(folder.resolve("profile.md"));
        assertFalse(text.contains("{{"), text);
        assertTrue(text.contains(SOME.line()), text);
        assertTrue(text.contains("| forward | 2,000 | 1.25 | 4 | 3 |"), text);
        assertTrue(text.contains("| dev.roundtrip | 25.0 | 50.0 |"), text);
        assertTrue(text.contains("| dev.roundtrip | 50.0 | 50.0 |"), text);
        assertTrue(text.contains("| `dev.roundtrip.Trips.book` | 50.0 |"), text);
        assertTrue(text.contains("| processors | two of a kind |"), text);
        for (var picture : List.of("flame-forward.svg", "flame-failing.svg")) {
            assertTrue(text.contains("(" + picture + ")"), text);
            assertTrue(Files.readString(folder.resolve(picture)).contains("Trips.book"), picture);
        }
    }
}
