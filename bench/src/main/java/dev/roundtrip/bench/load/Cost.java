package dev.roundtrip.bench.load;

import java.time.Duration;

/**
 * What work costs on this machine.
 *
 * @param transactions that wrote something, those that were rolled back too
 * @param walBytes of the write-ahead log
 * @param service processor time of the service
 * @param postgres processor time of PostgreSQL
 * @param client processor time of this program
 */
public record Cost(long transactions, long walBytes, CpuTime service, CpuTime postgres, CpuTime client) {

    /** What came after another reading. */
    public Spent since(Cost before) {
        return new Spent(
                transactions - before.transactions,
                walBytes - before.walBytes,
                service.since(before.service),
                postgres.since(before.postgres),
                client.since(before.client));
    }

    /** The difference of two readings. */
    public record Spent(long transactions, long walBytes, Duration service, Duration postgres, Duration client) {}
}
