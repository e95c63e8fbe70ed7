package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** How a service undoes a reserve of its own. */
@FunctionalInterface
public interface Undo {
    /**
     * Marks as undone what the decision wrote, and says what is to be given back: all that was taken. It is run within
     * the transaction that commits the cancel, only when the step has something reserved, and therefore counts once; when
     * it fails, nothing is kept, and the caller is told.
     *
     * @param transaction to run statements with, until the answer is given and not after
     */
    Uni<StockChange> undo(SqlClient transaction);
}
