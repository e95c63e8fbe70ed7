package dev.roundtrip.database;

import dev.roundtrip.serving.InvalidSettings;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;

/**
 * How long a database may say nothing on a connection, or take to accept one, until the connection is given up and who
 * waits for it is told. It must be longer than a connection may stand idle in its pool, until that is noticed, and a statement
 * may then take, together.
 *
 * @param setting what it is set by
 * @param value how long
 */
public record SilenceLimit(String setting, Duration value) {
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    /** A pool looks so often for connections that have stood idle for too long. */
    private static final Duration LOOK = Duration.ofMillis(PoolOptions.DEFAULT_POOL_CLEANER_PERIOD);

    /**
     * Checks it alone.
     *
     * @throws InvalidSettings when it is out of its bounds
     */
    public void check() {
        InvalidSettings.unlessBetween(setting, SECOND, TEN_MINUTES, value);
    }

    /**
     * Checks that a connection isn't given up while the database is at work on it: what has stood idle in the pool as long
     * as it may, up to the pool's next look, and is then given a statement that takes as long as it may, is silent for as long as all
     * together.
     *
     * @param datasource the beginning of the names of its settings, {@code quarkus.datasource}
     * @param idleTimeout how long a connection may stand idle in its pool
     * @param statementMillis the time limit of a statement
     * @throws InvalidSettings that names the setting which makes no sense, and says what is allowed
     */
    public void check(String datasource, Duration idleTimeout, int statementMillis) {
        var idle = datasource + ".reactive.idle-timeout";
        var statement = datasource + ".reactive.additional-properties.statement_timeout";
        check();
        // PostgreSQL takes 0 for no limit at all.
        InvalidSettings.unlessBetween(statement, 1, Integer.MAX_VALUE, statementMillis);
        InvalidSettings.unlessBetween(idle, MILLISECOND, DAY, idleTimeout);
        var atWork = idleTimeout.plus(LOOK).plusMillis(statementMillis);
        if (value.compareTo(atWork) <= 0) {
            throw new InvalidSettings(
                    "%s must be longer than %s, %d ms more, and %s together, which is %d ms, not %d ms."
                            .formatted(setting, idle, LOOK.toMillis(), statement, atWork.toMillis(), value.toMillis()),
                    null);
        }
    }

    /** Makes pools as they are set up elsewhere, but for this limit. */
    public PgPoolCreator pools() {
        return new PoolThatNoticesSilence(value);
    }
}
