package dev.roundtrip.bench.dbos;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.roundtrip.bench.front.Lifeline;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The program: serves BookTrip by workflows of DBOS Transact. What it has to know comes from the environment. */
public final class PeerDbos {
    private static final String APPLICATION = "trips";
    private static final String VERSION = "1";

    private PeerDbos() {}

    /** Runs until it is told to stop. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Before the first logger: what is only told to those who debug costs nothing then.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        Lifeline.hold();
        var connections = connections();
        var dbos = new DBOS(
                DBOSConfig.defaults(APPLICATION).withAppVersion(VERSION).withDataSource(connections));
        var participants = new Participants(number("PARTICIPANTS_PORT"));
        var booking = dbos.registerProxy(TripBooking.class, new TripWorkflow(dbos, participants));
        dbos.launch();
        var server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), number("PORT")))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .addService(new TripFront(dbos, booking))
                .build()
                .start();
        server.awaitTermination();
    }

    /** As DBOS sets up a pool of its own, but for the number of connections. */
    private static HikariDataSource connections() {
        var most = number("CONNECTIONS");
        var pool = new HikariConfig();
        pool.setJdbcUrl(setting("JDBC_URL"));
        pool.setUsername(setting("DATABASE_USER"));
        pool.setPassword(setting("DATABASE_PASSWORD"));
        pool.setMaximumPoolSize(most);
        pool.setMinimumIdle(most);
        pool.setConnectionTimeout(10_000);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(pool);
    }

    private static int number(String name) {
        return Integer.parseInt(setting(name));
    }

    private static String setting(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set.");
        }
        return value;
    }
}
