package dev.roundtrip.examples.orders.saga;

import dev.roundtrip.system.postgres.Database;
import dev.roundtrip.system.postgres.PostgresServer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/** The engine's database, and one for each participant. No role can read another one's. */
public record Databases(
        Database journal, Database shop, Database payments, Database warehouse, Database invoices, Database carrier) {

    /** Makes them on that server, with their tables. */
    public static Databases in(PostgresServer server) {
        var databases = named(server::database);
        migrate(databases.journal(), "db/journal");
        migrate(databases.shop(), "db/ledger", "db/shop");
        migrate(databases.payments(), "db/ledger", "db/payments");
        migrate(databases.warehouse(), "db/ledger", "db/warehouse");
        migrate(databases.invoices(), "db/ledger", "db/invoices");
        migrate(databases.carrier(), "db/ledger", "db/carrier");
        return databases;
    }

    /** Those that someone else has made, on the server that listens on that port of this machine. */
    public static Databases at(int port) {
        return named(name -> new Database("127.0.0.1", port, name, name, name));
    }

    private static Databases named(Function<String, Database> database) {
        return new Databases(
                database.apply("journal"),
                database.apply("shop"),
                database.apply("payments"),
                database.apply("warehouse"),
                database.apply("invoices"),
                database.apply("carrier"));
    }

    private static void migrate(Database database, String... locations) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.role(), database.password())
                .locations(locations)
                .load()
                .migrate();
    }
}
