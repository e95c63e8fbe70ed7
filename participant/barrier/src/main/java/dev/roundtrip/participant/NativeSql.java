package dev.roundtrip.participant;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;

/** Runs what no query language but PostgreSQL's own can say, in the transaction that is under way. */
public final class NativeSql {
    private NativeSql() {}

    /**
     * Changes rows.
     *
     * @param sql one statement, with {@code :named} parameters
     * @return how many rows it changed
     */
    public static Uni<Integer> update(String sql, Parameters parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            parameters.map().forEach(query::setParameter);
            return query.executeUpdate();
        });
    }
}
