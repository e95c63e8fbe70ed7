package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.FlightOnSale;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** The work of a reserve and of a cancel, one transaction each, on the service's own tables. */
interface SeatSql {
    /**
     * Takes a seat and remembers the answer under a key that was not used before.
     *
     * @param connection without auto-commit; it is given back committed
     * @throws SQLException when it can't be done, also when there is no seat left
     */
    void reserve(Connection connection, UUID saga, FlightOnSale flight) throws SQLException;

    /** Gives the seat of a key back, and remembers that. */
    void cancel(Connection connection, UUID saga) throws SQLException;
}
