package tickets;

import dev.roundtrip.saga.core.Backoff;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.core.RetryPolicy;
import dev.roundtrip.saga.runtime.AnswerCodec;
import dev.roundtrip.saga.runtime.Answers;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.RequestCodec;
import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.runtime.StepKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A saga that has all that a saga may have, for the guide's reference: a concert, perhaps a table before it, and a ticket. */
final class Evening {
    record Plan(String buyer, boolean dinner) {
        static final RequestCodec<Plan> CODEC = RequestCodec.TEXT.as(Plan::parse, Plan::text);

        private String text() {
            return buyer + " " + dinner;
        }

        private static Plan parse(String text) {
            var words = text.split(" ");
            return new Plan(words[0], Boolean.parseBoolean(words[1]));
        }
    }

    static final StepKey<Seat> SEAT = new StepKey<>("seat", AnswerCodec.TEXT.as(Seat::parse, Seat::text));
    static final StepKey<Integer> TABLE =
            new StepKey<>("table", AnswerCodec.TEXT.as(Integer::valueOf, String::valueOf));
    static final StepKey<String> PAYMENT = new StepKey<>("payment", AnswerCodec.TEXT);
    static final StepKey<String> TICKET = new StepKey<>("ticket", AnswerCodec.TEXT);

    private Evening() {}

    static SagaBlueprint<Plan> first(Venue venue, Bank bank) {
        return SagaBlueprint.named("evening", 1, Plan.CODEC)
                .step(SEAT.name(), venue::keepSeat)
                .undoneBy(venue::freeSeat)
                .step(PAYMENT.name(), bank::charge)
                .undoneBy(bank::refund)
                .after(SEAT)
                .build();
    }

    static SagaBlueprint<Plan> second(Venue venue, Bank bank) {
        var backoff = new Backoff(Duration.ofMillis(200), 2, Duration.ofSeconds(10), 0.5);
        return SagaBlueprint.named("evening", 2, Plan.CODEC)
                .within(Duration.ofHours(2))
                .step(SEAT.name(), venue::keepSeat)
                .undoneBy(venue::freeSeat)
                .step(TABLE.name(), venue::keepTable)
                .undoneBy(venue::freeTable)
                .onlyIf(Plan::dinner)
                .step(PAYMENT.name(), bank::charge)
                .undoneBy(bank::refund)
                .after(SEAT, TABLE)
                .probedBy(bank::look)
                .answeringWithin(Duration.ofSeconds(3))
                .askedAgainAfter(Duration.ofMinutes(10))
                .retried(new RetryPolicy(backoff, 10, Duration.ofMinutes(2)))
                .undoRetried(backoff)
                .stuckAfter(Duration.ofSeconds(30))
                .pivot(TICKET.name(), venue::print)
                .closedBy(venue::neverPrint)
                .after(PAYMENT)
                .retriable("letter", venue::write)
                .after(TICKET)
                .build();
    }

    /** Does whatever it is asked for, at once. */
    static final class Venue {
        Uni<Outcome> keepSeat(StepCall<Plan> call) {
            return Uni.createFrom().item(SEAT.confirmed(new Seat("A7", 45)));
        }

        Uni<Outcome> freeSeat(StepCall<Plan> call) {
            return done();
        }

        Uni<Outcome> keepTable(StepCall<Plan> call) {
            return Uni.createFrom().item(TABLE.confirmed(20));
        }

        Uni<Outcome> freeTable(StepCall<Plan> call) {
            return done();
        }

        Uni<Outcome> print(StepCall<Plan> call) {
            return Uni.createFrom().item(TICKET.confirmed("T-1"));
        }

        Uni<Outcome> neverPrint(StepCall<Plan> call) {
            return Uni.createFrom().item(new Outcome.Superseded());
        }

        Uni<Outcome> write(StepCall<Plan> call) {
            return done();
        }
    }

    /** Writes a letter, and waits for the answer. */
    static final class Bank {
        private final Map<UUID, Integer> letters = new ConcurrentHashMap<>();
        private final Map<UUID, String> receipts = new ConcurrentHashMap<>();

        Uni<Outcome> charge(StepCall<Plan> call, Answers answers) {
            int price = answers.of(SEAT).price() + answers.find(TABLE).orElse(0);
            return send(call, price).replaceWith(new Outcome.Accepted());
        }

        Uni<Outcome> refund(StepCall<Plan> call) {
            return done();
        }

        Uni<Finding> look(StepCall<Plan> call) {
            return find(call).map(receipt -> receipt.<Finding>map(
                            number -> new Finding.Done(PAYMENT.codec().encode(number)))
                    .orElseGet(Finding.NotFound::new));
        }

        private Uni<Void> send(StepCall<Plan> call, int price) {
            return Uni.createFrom().voidItem().invoke(() -> letters.put(call.sagaId(), price));
        }

        private Uni<Optional<String>> find(StepCall<Plan> call) {
            return Uni.createFrom().item(() -> Optional.ofNullable(receipts.get(call.sagaId())));
        }

        int asked(UUID sagaId) {
            return letters.getOrDefault(sagaId, 0);
        }
    }

    private static Uni<Outcome> done() {
        return Uni.createFrom().item(new Outcome.Confirmed(Payload.empty()));
    }
}
