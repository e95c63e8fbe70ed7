package dev.roundtrip.participant;

import com.google.protobuf.ByteString;
import dev.roundtrip.wire.FieldViolations;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Optional;
import org.hibernate.LockMode;

/**
 * One row of the ledger. Rows are written by statements, not by changing entities: what counts is when a statement
 * locks its row, and an insert must not fail on a key that is there, for that would abort the transaction.
 */
@Entity
@Table(name = "participant_ledger")
class LedgerEntry {
    enum State {
        RESERVED,
        REJECTED,
        CANCELLED
    }

    @EmbeddedId
    StepId id;

    @Enumerated(EnumType.STRING)
    State state;

    byte[] fingerprint;

    byte[] answer;

    /** Inserts the row of a reserve, waiting for anyone who is just inserting it too. */
    static Uni<Boolean> claim(StepId id, byte[] fingerprint) {
        return insert("""
                INSERT INTO participant_ledger (saga_id, step, state, fingerprint)
                VALUES (:saga, :step, 'RESERVED', :fingerprint)
                ON CONFLICT DO NOTHING""", key(id).and("fingerprint", fingerprint));
    }

    /** Inserts the tombstone of a key under which nothing was asked yet. */
    static Uni<Boolean> bury(StepId id) {
        return insert("""
                INSERT INTO participant_ledger (saga_id, step, state, cancelled_at)
                VALUES (:saga, :step, 'CANCELLED', now())
                ON CONFLICT DO NOTHING""", key(id));
    }

    private static Uni<Boolean> insert(String sql, Parameters parameters) {
        return NativeSql.update(sql, parameters).map(rows -> rows == 1);
    }

    static Uni<Integer> record(StepId id, State state, byte[] answer) {
        return NativeSql.update(
                "UPDATE participant_ledger SET state = :state, answer = :answer WHERE saga_id = :saga AND step = :step",
                key(id).and("state", state.name()).and("answer", answer));
    }

    static Uni<Integer> markCancelled(StepId id) {
        return NativeSql.update("""
                UPDATE participant_ledger SET state = 'CANCELLED', cancelled_at = now()
                WHERE saga_id = :saga AND step = :step""", key(id));
    }

    private static Parameters key(StepId id) {
        return Parameters.with("saga", id.sagaId()).and("step", id.step());
    }

    static Uni<Optional<LedgerEntry>> find(StepId id) {
        return Panache.getSession()
                .chain(session -> session.find(LedgerEntry.class, id))
                .map(Optional::ofNullable);
    }

    /** The row that an insert found to be there. Rows are never deleted within the time a call may be on its way. */
    static Uni<LedgerEntry> require(StepId id) {
        return Panache.getSession()
                .chain(session -> session.find(LedgerEntry.class, id))
                .onItem()
                .ifNull()
                .failWith(() -> gone(id));
    }

    /** The same, locked until the transaction ends. */
    static Uni<LedgerEntry> requireLocked(StepId id) {
        return Panache.getSession()
                .chain(session -> session.find(LedgerEntry.class, id, LockMode.PESSIMISTIC_WRITE))
                .onItem()
                .ifNull()
                .failWith(() -> gone(id));
    }

    private static IllegalStateException gone(StepId id) {
        return new IllegalStateException("a row of the ledger is gone: " + id);
    }

    Answer answer() {
        return switch (state) {
            case RESERVED -> new Answer.Reserved(ByteString.copyFrom(answer));
            case REJECTED -> Answer.rejected(answer);
            case CANCELLED -> new Answer.Superseded();
        };
    }

    /**
     * What a repeat is answered.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT when it asks for something else than the first did
     */
    Answer answerTo(byte[] fingerprintOfRepeat) {
        if (state != State.CANCELLED && !Arrays.equals(fingerprint, fingerprintOfRepeat)) {
            throw FieldViolations.single("key", "was used before with other fields");
        }
        return answer();
    }
}
