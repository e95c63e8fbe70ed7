package dev.roundtrip.participant;

import com.google.protobuf.Message;
import dev.roundtrip.participant.LedgerEntry.State;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.wire.Refusals;
import io.grpc.Status;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes reserve and cancel safe to be called late, twice, together and in the wrong order. Every call is one local
 * transaction, which holds the business change and the row of the ledger that remembers it: both happen, or neither.
 *
 * <ul>
 *   <li>The first answer to a key, a rejection too, is the answer to every repeat until the key is cancelled.
 *   <li>Once a key is cancelled, nothing is or becomes reserved under it.
 *   <li>A call that failed did nothing, or did all of it and lost its answer: repeating it is right either way.
 * </ul>
 *
 * <p>Needs the table of {@code db/participant} in the service's own database, and READ COMMITTED, PostgreSQL's default.
 * The ledger's row is always locked first and stock always last, so that calls can't wait for each other in a circle.
 */
@ApplicationScoped
public class Barrier {
    private static final Logger LOG = Logger.getLogger(Barrier.class);
    private static final int LOST_RACES = 16;
    private static final Duration AFTER_LOST_RACES = Duration.ofMillis(100);

    private final Duration tombstoneRetention;

    /** Remembers as long as the settings say. */
    public Barrier(ParticipantSettings settings) {
        this.tombstoneRetention = settings.tombstoneRetention();
    }

    /**
     * Answers a reserve.
     *
     * @param id the step
     * @param request what is asked, with its field {@code key}, which is left out when repeats are compared
     * @param decide decides, and writes what it decided short of taking the stock. It is run only for a key that is
     *     new, within the transaction, and again when the stock it saw was gone; when it fails, nothing is kept
     * @return the answer. Fails with INVALID_ARGUMENT when the key was used before with another request, and with
     *     RESOURCE_EXHAUSTED when the stock was gone each time it was seen
     */
    public Uni<Answer> reserve(StepId id, Message request, Supplier<Uni<Verdict>> decide) {
        var fingerprint = Fingerprint.of(request);
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> reserveOnce(id, fingerprint, decide)))
                .onFailure(LostRace.class)
                .retry()
                .atMost(LOST_RACES)
                .onFailure(LostRace.class)
                .transform(lost -> Refusals.busy("Too many want the same just now: ask again.", AFTER_LOST_RACES))
                .onFailure()
                .transform(failure -> StepFailed.of(id, failure))
                .invoke(committed -> log(id, committed.news()))
                .map(Given::answer);
    }

    private Uni<Given> reserveOnce(StepId id, byte[] fingerprint, Supplier<Uni<Verdict>> decide) {
        if (isForgotten(id)) {
            return LedgerEntry.find(id).map(entry -> entry.map(first -> first.answerTo(fingerprint))
                    .map(Given::again)
                    .orElseGet(() -> new Given(new Answer.Superseded(), Optional.of("superseded, it is too old"))));
        }
        return LedgerEntry.claim(id, fingerprint)
                .chain(isFirst -> isFirst ? decide.get().chain(verdict -> keep(id, verdict)) : repeat(id, fingerprint));
    }

    private boolean isForgotten(StepId id) {
        return id.sagaStartedAt().isBefore(Instant.now().minus(tombstoneRetention));
    }

    private static Uni<Given> repeat(StepId id, byte[] fingerprint) {
        return LedgerEntry.require(id).map(first -> Given.again(first.answerTo(fingerprint)));
    }

    private static Uni<Given> keep(StepId id, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Reserve reserve -> reserved(id, reserve);
            case Verdict.Reject reject -> rejected(id, reject.rejection());
        };
    }

    private static Uni<Given> reserved(StepId id, Verdict.Reserve verdict) {
        var message = verdict.reservation().toByteString();
        var given = new Given(new Answer.Reserved(message), Optional.of("reserved"));
        return LedgerEntry.record(id, State.RESERVED, message.toByteArray())
                .chain(() -> verdict.take().get())
                .map(taken -> {
                    if (!taken) {
                        throw new LostRace();
                    }
                    return given;
                });
    }

    private static Uni<Given> rejected(StepId id, Rejection rejection) {
        var given = new Given(new Answer.Rejected(rejection), Optional.of("rejected, " + rejection.getReason()));
        return LedgerEntry.record(id, State.REJECTED, rejection.toByteArray()).replaceWith(given);
    }

    /**
     * Cancels a key: whatever was reserved under it is given back, once, and nothing will be.
     *
     * @param id the step
     * @param undo gives back what the reserve took, all of it, within the transaction. It is run only when there is
     *     something to give back
     */
    public Uni<Void> cancel(StepId id, Supplier<Uni<Void>> undo) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() -> cancelOnce(id, undo)))
                .onFailure()
                .transform(failure -> StepFailed.of(id, failure))
                .invoke(news -> log(id, news))
                .replaceWithVoid();
    }

    private static Uni<Optional<String>> cancelOnce(StepId id, Supplier<Uni<Void>> undo) {
        return LedgerEntry.bury(id)
                .chain(isFirst -> isFirst
                        ? Uni.createFrom().item(Optional.of("cancelled before it was asked for"))
                        : flip(id, undo));
    }

    private static Uni<Optional<String>> flip(StepId id, Supplier<Uni<Void>> undo) {
        return LedgerEntry.requireLocked(id).chain(entry -> switch (entry.state) {
            case RESERVED ->
                LedgerEntry.markCancelled(id).chain(undo::get).replaceWith(Optional.of("cancelled, given back"));
            case REJECTED ->
                LedgerEntry.markCancelled(id).replaceWith(Optional.of("cancelled, there was nothing to give back"));
            case CANCELLED -> Uni.createFrom().item(Optional.empty());
        });
    }

    /** What a repeat of the reserve would be answered now; empty when nothing is recorded under the key. */
    public Uni<Optional<Answer>> find(StepId id) {
        return Uni.createFrom()
                .deferred(() -> Panache.withSession(() -> LedgerEntry.find(id)))
                .map(entry -> entry.map(LedgerEntry::answer))
                .onFailure()
                .transform(failure -> StepFailed.of(id, failure));
    }

    /**
     * What a repeat of the reserve would be answered now.
     *
     * @return the answer. Fails with NOT_FOUND when nothing is recorded under the key
     */
    public Uni<Answer> require(StepId id) {
        return find(id).map(answer -> answer.orElseThrow(() -> Status.NOT_FOUND
                .withDescription("Nothing is recorded under this key.")
                .asRuntimeException()));
    }

    /** Logs what was new, once it is committed. */
    private static void log(StepId id, Optional<String> news) {
        news.ifPresent(what -> LOG.infof("%s: %s", id, what));
    }

    /** An answer, and what is new in it to be logged; a repeat has nothing new. */
    private record Given(Answer answer, Optional<String> news) {
        static Given again(Answer answer) {
            return new Given(
                    answer,
                    answer instanceof Answer.Superseded
                            ? Optional.of("superseded, it was cancelled before")
                            : Optional.empty());
        }
    }
}
