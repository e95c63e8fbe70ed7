package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.SagaStatus;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A saga's row in the journal, to be read only: the engine alone writes it. */
@Entity
@Immutable
@Table(name = "saga")
public class SagaRecord extends PanacheEntityBase {
    @Id
    @Column(name = "saga_id")
    public UUID sagaId;

    @Column(name = "request_id")
    public String requestId;

    public String definition;

    public int version;

    @Enumerated(EnumType.STRING)
    public SagaStatus status;

    @Column(name = "last_sequence")
    public long lastSequence;

    public UUID owner;

    public boolean stuck;

    public boolean paused;

    /** Why nobody carries it on; null when someone does. */
    public String quarantined;

    @Column(name = "unknown_version")
    public boolean unknownVersion;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Null until it has ended. */
    @Column(name = "ended_at")
    public Instant endedAt;

    /**
     * Whether it has been deleted since this row was read, in a statement before that for its events: every saga has events, and
     * only one that has ended is deleted. One that has not, and has lost them, is a saga that can't be read.
     */
    boolean isDeleted(boolean hasEvents) {
        return !hasEvents && status.isFinal();
    }
}
