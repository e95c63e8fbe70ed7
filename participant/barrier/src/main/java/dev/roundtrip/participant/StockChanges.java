package dev.roundtrip.participant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Changes of stock of one transaction, in the one order in which everybody locks stock. */
final class StockChanges {
    private StockChanges() {}

    /**
     * Runs all of them, and says whether each found the rows that it should. A statement is sent when the one before it is
     * done: one that the connection doesn't know yet could otherwise be overtaken, and then so would its locks.
     */
    static Uni<Boolean> run(SqlClient transaction, Collection<StockChange> changes) {
        var all = Uni.createFrom().item(true);
        for (var run : runs(changes)) {
            all = all.chain(found -> run(transaction, run).map(these -> found && these));
        }
        return all;
    }

    private static Uni<Boolean> run(SqlClient transaction, List<StockChange> run) {
        return transaction
                .preparedQuery(run.getFirst().sql())
                .executeBatch(run.stream().map(StockChange::arguments).toList())
                .map(found -> isAll(run, found));
    }

    private static boolean isAll(List<StockChange> run, RowSet<Row> found) {
        var rows = found;
        for (var change : run) {
            if (rows == null || rows.rowCount() != change.rows()) {
                return false;
            }
            rows = rows.next();
        }
        return true;
    }

    /** By place, and neighbours of the same statement together, which go to the database as one. */
    static List<List<StockChange>> runs(Collection<StockChange> changes) {
        var runs = new ArrayList<List<StockChange>>();
        changes.stream().sorted(Comparator.comparing(StockChange::place)).forEach(change -> {
            if (runs.isEmpty() || !runs.getLast().getFirst().sql().equals(change.sql())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(change);
        });
        return runs;
    }
}
