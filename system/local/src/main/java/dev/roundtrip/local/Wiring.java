package dev.roundtrip.local;

import java.util.List;
import java.util.Map;

/**
 * How the processes of a system reach each other, and what each is told beside that. Processes go by their labels: those
 * of {@link ServiceProcess#label}, and {@link #POSTGRES}. It is asked at each start of a process.
 */
@FunctionalInterface
public interface Wiring {
    /** What the database goes by. */
    String POSTGRES = "postgresql";

    /** Everyone reaches everyone at their own ports, and is told nothing more. */
    Wiring DIRECT = (from, to, port) -> port;

    /**
     * Where on 127.0.0.1 one process reaches another.
     *
     * @param port where that one listens
     */
    int port(String from, String to, int port);

    /** Settings of a process beside those that it needs anyway, and before them: {@code roundtrip.engine.lease}. */
    default Map<String, String> settings(String label) {
        return Map.of();
    }

    /** The form that it is started in: unless said otherwise, the one that the environment chooses. */
    default Packaging packaging() {
        return Packaging.from(System.getenv());
    }

    /** What its JVM is told: {@code -Xmx256m}. */
    default List<String> javaOptions(String label) {
        return List.of();
    }
}
