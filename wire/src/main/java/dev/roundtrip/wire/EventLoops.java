package dev.roundtrip.wire;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * How many event loops a process has, unless it is told otherwise: one less than there are processors, and at least one. What is
 * served here is little work at each of many places (a caller's connection, the engine, a database, three participants), and
 * every step from one thread to another costs more than the work; what a processor more would give, the garbage collector and the
 * compiler need too.
 */
public final class EventLoops implements ConfigSource {
    static final String SETTING = "quarkus.vertx.event-loops-pool-size";

    /** Below whatever anybody says. */
    private static final int ORDINAL = 50;

    private final int processors;

    /** Of the machine, or of the part of it that this process has. */
    public EventLoops() {
        this(Runtime.getRuntime().availableProcessors());
    }

    EventLoops(int processors) {
        this.processors = processors;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(SETTING);
    }

    @Override
    public String getValue(String name) {
        return SETTING.equals(name) ? Integer.toString(Math.max(1, processors - 1)) : null;
    }

    @Override
    public String getName() {
        return "event loops for " + processors + " processors";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
