package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/**
 * What a service of its own still has under a key that came to nothing, such as the row of a reservation that was cancelled. It is
 * deleted together with what the ledger has of the key, see {@link Expiry}. A service that leaves nothing behind needs none.
 */
public interface Leftovers {
    /**
     * Deletes what there is under these keys, in a transaction that {@link Expiry} ends. Never anything that is active, although
     * none of these keys should have that.
     */
    Uni<Void> delete(SqlClient transaction, List<StepId> settled);
}
