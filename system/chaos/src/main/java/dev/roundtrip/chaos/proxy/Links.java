package dev.roundtrip.chaos.proxy;

import dev.roundtrip.local.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One link for every way on which a process reaches another, each of them apart: the path of one orchestrator to the
 * database can fail while that of another doesn't. A link stays when the processes at its ends are started again.
 */
public final class Links implements Wiring, AutoCloseable {
    private final Map<Arrow, Link> links = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> settings = new TreeMap<>();
    private final Map<String, List<String>> javaOptions = new TreeMap<>();

    private record Arrow(String from, String to) {}

    @Override
    public synchronized int port(String from, String to, int port) {
        return links.computeIfAbsent(new Arrow(from, to), arrow -> Link.open(from, to, 0, port))
                .port();
    }

    /** All that there are, in the order in which they were asked for. */
    public synchronized List<Link> all() {
        return List.copyOf(links.values());
    }

    /** The one between two processes, by their labels; empty when nobody has asked for it yet. */
    public synchronized Optional<Link> between(String from, String to) {
        return Optional.ofNullable(links.get(new Arrow(from, to)));
    }

    /** Has a process told a setting, from its next start on. */
    public synchronized void tell(String label, String setting, String value) {
        settings.computeIfAbsent(label, process -> new TreeMap<>()).put(setting, value);
    }

    /** Has the JVM of a process told an option, from its next start on. */
    public synchronized void tellJava(String label, String option) {
        javaOptions.computeIfAbsent(label, process -> new ArrayList<>()).add(option);
    }

    @Override
    public synchronized Map<String, String> settings(String label) {
        return Map.copyOf(settings.getOrDefault(label, Map.of()));
    }

    @Override
    public synchronized List<String> javaOptions(String label) {
        return List.copyOf(javaOptions.getOrDefault(label, List.of()));
    }

    /** Why some of them serve nobody any more, which no fault asked for. */
    public List<String> failures() {
        return all().stream().map(Link::failure).flatMap(Optional::stream).toList();
    }

    /** Heals all. */
    public void heal() {
        all().forEach(Link::heal);
    }

    @Override
    public void close() {
        all().forEach(Link::close);
    }
}
