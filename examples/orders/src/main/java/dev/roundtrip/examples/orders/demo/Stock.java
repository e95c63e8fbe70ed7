package dev.roundtrip.examples.orders.demo;

import dev.roundtrip.examples.orders.saga.Databases;

/** What there is before the first order. */
final class Stock {
    private Stock() {}

    static void fill(Databases databases) {
        Sql.execute(databases.payments(), """
                INSERT INTO account (customer, opening, cents) VALUES
                    ('ana', 100000, 100000),
                    ('bento', 100000, 100000),
                    ('carla', 500, 500)
                """);
        Sql.execute(databases.warehouse(), """
                INSERT INTO article (name, opening, on_shelf) VALUES ('kettle', 10, 10), ('teapot', 10, 10)
                """);
        Sql.execute(databases.carrier(), """
                INSERT INTO known_address (address) VALUES ('Rua Augusta 1, Lisboa')
                """);
    }
}
