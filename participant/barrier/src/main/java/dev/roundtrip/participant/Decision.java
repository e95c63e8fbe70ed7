package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** How a service decides of a reserve that it sees for the first time. */
@FunctionalInterface
public interface Decision {
    /**
     * Decides, and writes what it decided short of taking the stock, which the barrier does by the verdict.
     *
     * <p>It is run within the transaction that commits the answer, together with the decisions of other reserves: it may
     * read anything, and write rows that belong to this step alone, such as its reservation. It may be run more than once;
     * of all runs but the last nothing is kept. When it fails, nothing is kept of this reserve, and its caller is told.
     *
     * @param transaction to run statements with, until the verdict is given and not after
     */
    Uni<Verdict> decide(SqlClient transaction);
}
