package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.DefinitionVersion;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A saga's row in the journal, with what is known of its owner.
 *
 * @param sagaId its id
 * @param requestId the caller's key
 * @param definition what it is a run of
 * @param status where it stands
 * @param lastSequence the number of its last event
 * @param owner the process that carries it on, or did
 * @param stuck what must succeed in it has failed for longer than is usual
 * @param paused an operator stopped it
 * @param quarantined why nobody carries it on; empty when someone does
 * @param unknownVersion quarantined only because no live process knows its version
 * @param startedAt when it was begun
 * @param endedAt empty until it has ended
 */
public record SagaRecord(
        UUID sagaId,
        String requestId,
        DefinitionVersion definition,
        SagaStatus status,
        long lastSequence,
        Owner owner,
        boolean stuck,
        boolean paused,
        Optional<String> quarantined,
        boolean unknownVersion,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** Of a saga {@code s} and the row {@code n} of its owner, if there is one. */
    static final String COLUMNS =
            "s.saga_id, s.request_id, s.definition, s.version, s.status, s.last_sequence, s.owner, s.stuck, s.paused,"
                    + " s.quarantined, s.unknown_version, s.created_at, s.ended_at, n.name, n.lease_until > now() AS alive";

    /**
     * A process that carries sagas on, or did.
     *
     * @param nodeId its id
     * @param known empty when it is forgotten
     */
    public record Owner(UUID nodeId, Optional<Known> known) {}

    /**
     * What a process has left in the journal.
     *
     * @param name what its operators call it
     * @param alive whether its lease holds, by the clock that leases are judged by: the database's
     */
    public record Known(String name, boolean alive) {}

    static SagaRecord of(Row row) {
        var known = Optional.ofNullable(row.getString("name")).map(name -> new Known(name, row.getBoolean("alive")));
        return new SagaRecord(
                row.getUUID("saga_id"),
                row.getString("request_id"),
                new DefinitionVersion(row.getString("definition"), row.getInteger("version")),
                SagaStatus.valueOf(row.getString("status")),
                row.getLong("last_sequence"),
                new Owner(row.getUUID("owner"), known),
                row.getBoolean("stuck"),
                row.getBoolean("paused"),
                Optional.ofNullable(row.getString("quarantined")),
                row.getBoolean("unknown_version"),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(OffsetDateTime::toInstant));
    }
}
