package dev.roundtrip.system.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * One database and the role it belongs to.
 *
 * @param host where the server is
 * @param port where it listens
 * @param name the database's name
 * @param role who may connect
 * @param password with what
 */
public record Database(String host, int port, String name, String role, String password) {

    /** The same database for who reaches it at another port of this host. */
    public Database reachedAt(int anotherPort) {
        return new Database(host, anotherPort, name, role, password);
    }

    /** The address for JDBC drivers. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** The address for reactive clients, and for psql. */
    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }

    /** A JDBC connection as the database's own role. The caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), role, password);
    }

    /** How a Quarkus application is told to use this database. */
    public Map<String, String> quarkusConfig() {
        return Map.of(
                "quarkus.datasource.reactive.url",
                reactiveUrl(),
                "quarkus.datasource.username",
                role,
                "quarkus.datasource.password",
                password);
    }

    /** The same for an application of which something goes to the database by JDBC: a test of it, that is. */
    public Map<String, String> quarkusConfigByJdbcToo() {
        var config = new HashMap<>(quarkusConfig());
        config.put("quarkus.datasource.jdbc.url", jdbcUrl());
        return config;
    }
}
