package dev.roundtrip.local;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.util.EnumMap;
import java.util.Map;

/**
 * The four databases, each of one service and its role.
 *
 * @param byService whose is which
 */
public record Databases(Map<ServiceName, Database> byService) {

    public Databases {
        byService = Map.copyOf(byService);
    }

    /** Makes those that are not there yet. */
    static Databases in(PostgresServer server) {
        var databases = new EnumMap<ServiceName, Database>(ServiceName.class);
        for (var service : ServiceName.values()) {
            databases.put(service, server.database(service.database()));
        }
        return new Databases(databases);
    }

    /** A service's own. */
    public Database of(ServiceName service) {
        return byService.get(service);
    }
}
