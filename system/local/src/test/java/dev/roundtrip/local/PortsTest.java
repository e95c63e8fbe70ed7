package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void theUsualPortsAreTakenUnlessASettingMovesThem() {
        var ports = Ports.from(Map.of("HOTEL_PORT", "9082", "POSTGRES_PORT", " "));
        assertEquals(8080, ports.of(ServiceName.ORCHESTRATOR));
        assertEquals(8081, ports.of(ServiceName.FLIGHT));
        assertEquals(9082, ports.of(ServiceName.HOTEL));
        assertEquals(8083, ports.of(ServiceName.CAR));
        assertEquals(5440, ports.postgres());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999", "-1", "http", "80 80"})
    void whatIsNoPortIsRefusedByTheNameOfItsSetting(String value) {
        var refused = assertThrows(LocalFailure.class, () -> Ports.from(Map.of("CAR_PORT", value)));
        assertEquals("CAR_PORT is '" + value + "': a port is a number from 1 to 65535.", refused.getMessage());
    }

    @Test
    void twoCannotHaveTheSamePort() {
        var refused = assertThrows(LocalFailure.class, () -> Ports.from(Map.of("CAR_PORT", "8080")));
        assertTrue(refused.getMessage().contains("CAR_PORT"), refused.getMessage());
        assertTrue(refused.getMessage().contains("ORCHESTRATOR_PORT"), refused.getMessage());
    }

    @Test
    void furtherOrchestratorsListenTenAboveTheOneBefore() {
        var ports = Ports.from(Map.of("REPLICAS", "3", "ORCHESTRATOR_PORT", "9000"));
        assertEquals(9000, ports.of(ServiceName.ORCHESTRATOR));
        assertEquals(List.of(9010, 9020), ports.replicas());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "6", "-1", "two", "2 2"})
    void aNumberOfOrchestratorsThatIsNoneIsRefused(String value) {
        var refused = assertThrows(LocalFailure.class, () -> Ports.from(Map.of("REPLICAS", value)));
        assertEquals(
                "REPLICAS is '" + value + "': the number of orchestrators is one from 1 to 5.", refused.getMessage());
    }

    @Test
    void aFurtherOrchestratorCannotHaveThePortOfAnother() {
        var refused = assertThrows(LocalFailure.class, () -> Ports.from(Map.of("REPLICAS", "2", "CAR_PORT", "8090")));
        assertEquals(
                "CAR_PORT and ORCHESTRATOR_PORT + 10 are both 8090: give each its own port.", refused.getMessage());
    }

    @Test
    void aTakenPortOfAFurtherOrchestratorIsNamedWithTheSettingThatMovesIt() throws IOException {
        var free = Ports.random(2);
        int first = free.of(ServiceName.ORCHESTRATOR);
        try (var other = new ServerSocket(first + 10, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(LocalFailure.class, free::requireFree);
            assertTrue(refused.getMessage().startsWith("Port " + other.getLocalPort() + " is taken"));
            assertTrue(refused.getMessage().endsWith("make run ORCHESTRATOR_PORT=" + (first + 1000) + "."));
        }
    }

    @Test
    void aTakenPortIsNamedWithTheSettingThatMovesIt() throws IOException {
        var free = Ports.random();
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = Integer.toString(other.getLocalPort());
            var ports = new Ports(free.postgres(), with(free, ServiceName.FLIGHT, other.getLocalPort()));
            var refused = assertThrows(LocalFailure.class, ports::requireFree);
            assertTrue(refused.getMessage().startsWith("Port " + taken + " is taken"), refused.getMessage());
            assertTrue(refused.getMessage().contains("make run FLIGHT_PORT="), refused.getMessage());
        }
    }

    @Test
    void postgresAloneLeavesTheServicesPortsToThem() throws IOException {
        var free = Ports.random();
        try (var service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(free.postgres(), with(free, ServiceName.FLIGHT, service.getLocalPort()));
            ports.requirePostgresFree();
            var taken = new Ports(service.getLocalPort(), free.services());
            var refused = assertThrows(LocalFailure.class, taken::requirePostgresFree);
            assertTrue(refused.getMessage().contains("make postgres POSTGRES_PORT="), refused.getMessage());
        }
    }

    private static Map<ServiceName, Integer> with(Ports ports, ServiceName service, int port) {
        var changed = new EnumMap<>(ports.services());
        changed.put(service, port);
        return changed;
    }

    @Test
    void randomPortsAreFreeAndDiffer() {
        var ports = Ports.random();
        ports.requireFree();
        var all = new HashSet<>(ports.services().values());
        all.add(ports.postgres());
        assertEquals(5, all.size());
    }
}
