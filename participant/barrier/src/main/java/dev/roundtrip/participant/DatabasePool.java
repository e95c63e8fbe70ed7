package dev.roundtrip.participant;

import dev.roundtrip.database.SilenceLimit;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Has the service's pool of connections notice when the database has fallen silent. */
final class DatabasePool {
    private DatabasePool() {}

    @Produces
    @Singleton
    static PgPoolCreator pools(ParticipantSettings settings) {
        return silenceLimit(settings).pools();
    }

    static SilenceLimit silenceLimit(ParticipantSettings settings) {
        return new SilenceLimit("roundtrip.participant.database-silence-limit", settings.databaseSilenceLimit());
    }
}
