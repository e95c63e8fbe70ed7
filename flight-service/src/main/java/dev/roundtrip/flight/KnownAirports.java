package dev.roundtrip.flight;

import dev.roundtrip.wire.FieldViolations;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Optional;

/** Which airports are flown from and to at all, on whatever day. */
final class KnownAirports {
    private static final String ANY = """
            SELECT EXISTS (SELECT 1 FROM flight WHERE origin = $1) AS flown_from,
                EXISTS (SELECT 1 FROM flight WHERE destination = $2) AS flown_to""";

    private KnownAirports() {}

    /** Fails with INVALID_ARGUMENT when no flight goes there or from there ever. */
    static Uni<Void> require(SqlClient database, Route route) {
        return refusal(database, route)
                .invoke(unknown -> unknown.ifPresent(refusal -> {
                    throw refusal;
                }))
                .replaceWithVoid();
    }

    /** INVALID_ARGUMENT when no flight goes there or from there ever, otherwise empty. */
    static Uni<Optional<StatusRuntimeException>> refusal(SqlClient database, Route route) {
        return database.preparedQuery(ANY)
                .execute(Tuple.of(route.origin(), route.destination()))
                .map(rows -> {
                    var row = rows.iterator().next();
                    var violations = new FieldViolations();
                    violations.require(row.getBoolean("flown_from"), "origin", "must be an airport that is flown from");
                    violations.require(
                            row.getBoolean("flown_to"), "destination", "must be an airport that is flown to");
                    return violations.refusal();
                });
    }
}
