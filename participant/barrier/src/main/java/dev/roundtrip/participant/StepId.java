package dev.roundtrip.participant;

import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.wire.FieldViolations;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One step of one saga: a {@link StepKey} that was found to be in order.
 *
 * @param sagaId a version-7 UUID
 * @param step the step's name within its saga
 */
public record StepId(UUID sagaId, String step) {
    /** Any order will do that is everybody's. */
    static final Comparator<StepId> ORDER = Comparator.comparing(StepId::sagaId).thenComparing(StepId::step);

    private static final Pattern UUID_VERSION_7 = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern STEP = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final int BITS_AFTER_TIMESTAMP = 16;

    /**
     * Reads the field {@code key} of a request.
     *
     * @param violations told what is wrong, by the names {@code key.saga_id} and {@code key.step}
     * @return empty when something is
     */
    public static Optional<StepId> read(StepKey key, FieldViolations violations) {
        var sagaOk = violations.require(
                UUID_VERSION_7.matcher(key.getSagaId()).matches(),
                "key.saga_id",
                "must be a version-7 UUID in its 36-character form");
        var stepOk = violations.require(
                STEP.matcher(key.getStep()).matches(),
                "key.step",
                "must be 1 to 64 characters of a-z, 0-9 and '-', starting with a letter");
        return sagaOk && stepOk
                ? Optional.of(new StepId(UUID.fromString(key.getSagaId()), key.getStep()))
                : Optional.empty();
    }

    /**
     * Reads the key of a request that has no other field.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming what is wrong
     */
    public static StepId require(StepKey key) {
        var violations = new FieldViolations();
        var id = read(key, violations);
        violations.throwIfAny();
        return id.orElseThrow();
    }

    /** Steps as SQL takes them: their saga ids as {@code $1::uuid[]} and their names as {@code $2::text[]}, in this order. */
    public static Tuple arrays(Collection<StepId> steps) {
        return Tuple.tuple()
                .addValue(steps.stream().map(StepId::sagaId).toArray(UUID[]::new))
                .addValue(steps.stream().map(StepId::step).toArray(String[]::new));
    }

    /** When the saga's id was made, to the millisecond, by the clock of who made it. */
    Instant sagaStartedAt() {
        return Instant.ofEpochMilli(sagaId.getMostSignificantBits() >>> BITS_AFTER_TIMESTAMP);
    }

    @Override
    public String toString() {
        return "saga " + sagaId + " step " + step;
    }
}
