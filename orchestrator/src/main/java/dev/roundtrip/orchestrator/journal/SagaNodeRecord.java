package dev.roundtrip.orchestrator.journal;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;

/** A process that carries sagas on, or did, to be read only: the engine alone writes it. */
@Entity
@Immutable
@Table(name = "saga_node")
public class SagaNodeRecord extends PanacheEntityBase {
    @Id
    @Column(name = "node_id")
    public UUID nodeId;

    public String name;

    /** Whether its lease holds, by the clock that leases are judged by: the database's. */
    @Formula("lease_until > now()")
    public boolean alive;
}
