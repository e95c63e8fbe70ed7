package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.List;

/**
 * What is done for several calls in one transaction.
 *
 * @param <Q> the calls
 * @param <A> their answers
 */
@FunctionalInterface
interface LocalTransaction<Q extends Keyed, A> {
    /**
     * Does it, short of the commit.
     *
     * @param calls no two with one key, in the order of their keys
     * @return what to tell each of them, in their order. Fails when the transaction must be undone, but only when none of
     *     its statements is still under way
     */
    Uni<List<Told<A>>> run(SqlClient transaction, List<Q> calls);
}
