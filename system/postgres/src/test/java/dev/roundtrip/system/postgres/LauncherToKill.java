package dev.roundtrip.system.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a server, says so and waits to be killed. */
final class LauncherToKill {
    static final String LISTENS_ON = "listens on ";

    private LauncherToKill() {}

    public static void main(String[] arguments) throws InterruptedException {
        var directory = Path.of(arguments[0]);
        var server = PostgresServer.durable(directory.resolve("data"), 0, directory.resolve("log"));
        System.out.println(LISTENS_ON + server.port());
        new CountDownLatch(1).await();
    }
}
