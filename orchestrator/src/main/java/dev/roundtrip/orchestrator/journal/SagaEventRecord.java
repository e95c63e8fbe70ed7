package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.EventRow;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** An event in the journal, to be read only: the engine alone writes it. */
@Entity
@Immutable
@IdClass(SagaEventRecord.Key.class)
@Table(name = "saga_event")
public class SagaEventRecord extends PanacheEntityBase {
    /** Its place. */
    public record Key(UUID sagaId, long sequence) implements Serializable {}

    @Id
    @Column(name = "saga_id")
    public UUID sagaId;

    @Id
    public long sequence;

    public Instant at;
    public String kind;
    public String step;
    public Integer attempt;

    @Column(name = "due_at")
    public Instant dueAt;

    public String steps;
    public String fault;
    public String reason;
    public String message;
    public String actor;
    public byte[] payload;

    /** What it says. */
    public SagaEvent toEvent() {
        var bytes = payload == null ? null : Payload.of(payload);
        return new EventRow(kind, at, step, attempt, dueAt, steps, fault, reason, message, actor, bytes).toEvent();
    }
}
