package dev.roundtrip.schema;

import io.quarkus.arc.DefaultBean;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The connections by which it is looked up what has been migrated. A service that has several pools to its database produces the one that it
 * goes on with at its start, so that it connects once.
 *
 * @param pool to the database that Flyway migrates, and the schema
 */
public record FirstConnections(Pool pool) {

    /** What a service has that says nothing. */
    @Singleton
    static class OfTheOnlyPool {
        @Produces
        @DefaultBean
        @Singleton
        FirstConnections first(Pool pool) {
            return new FirstConnections(pool);
        }
    }
}
