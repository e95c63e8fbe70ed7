package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.core.Direction;
import dev.roundtrip.saga.core.Fault;
import dev.roundtrip.saga.core.Outcome;
import dev.roundtrip.saga.core.Payload;
import dev.roundtrip.saga.runtime.Finding;
import dev.roundtrip.saga.runtime.StepCall;
import dev.roundtrip.saga.simulation.Violation.Invariant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The participants: a stock for each step, and a ledger with one row per (saga, step), kept as {@code participant/Barrier}
 * keeps it, the row and the stock at one stroke. A rejection is recorded too; a cancel inserts its row or flips the one that
 * is there; before a cancel a repeat gets the first answer, after it every reserve is superseded.
 */
final class Services {
    static final String SOLD_OUT = "SOLD_OUT";

    /** Under what a participant knows a step. */
    record Key(UUID sagaId, String step) {}

    /** A reserve that was sent, whether or not it has arrived. */
    record Request(Key key, Payload fingerprint) {}

    /** The first cancel of a key, in the order in which they were committed. */
    record FirstCancel(Key key, int order) {}

    private enum State {
        RESERVED,
        REJECTED,
        CANCELLED
    }

    private record Row(State state, Payload fingerprint, Payload answer) {}

    /** How one participant is. */
    enum Health {
        WELL,
        SLOW,
        AWAY,
        MISCONFIGURED,
        FINDS_CALLS_INVALID
    }

    private static final class Stock {
        private int capacity;
        private int available;
        private Health health = Health.WELL;
    }

    private final BarrierPromises promises;
    private final Trace trace;
    private final Map<String, Stock> stocks = new TreeMap<>();
    private final Map<Key, Row> ledger = new LinkedHashMap<>();
    private final Map<Key, FirstCancel> firstCancels = new LinkedHashMap<>();
    private final Set<Request> requests = new LinkedHashSet<>();
    private final Map<Key, Request> firstRequests = new LinkedHashMap<>();
    private final Set<Key> askedInTwoWays = new LinkedHashSet<>();
    private final Set<Key> strangers = new LinkedHashSet<>();
    private int reserved;

    Services(BarrierPromises promises, Trace trace) {
        this.promises = promises;
        this.trace = trace;
    }

    void stock(String step, int units) {
        var stock = stocks.computeIfAbsent(step, none -> new Stock());
        stock.capacity += units;
        stock.available += units;
    }

    List<String> steps() {
        return List.copyOf(stocks.keySet());
    }

    void become(String step, Health health) {
        var stock = stocks.get(step);
        if (stock.health != health) {
            trace.note(() -> "the service of " + step + " is " + health);
            stock.health = health;
        }
    }

    Health health(String step) {
        return stocks.get(step).health;
    }

    /** A reserve has left a process: it may arrive now, later, or more than once. */
    Request sent(StepCall<Order> call, String known) {
        var key = new Key(call.sagaId(), call.step());
        var request = new Request(key, Payload.of((call.request() + known).getBytes(StandardCharsets.UTF_8)));
        requests.add(request);
        if (!firstRequests.computeIfAbsent(key, none -> request).equals(request)) {
            askedInTwoWays.add(key);
        }
        return request;
    }

    /** A reserve arrives. */
    Outcome take(Request request) {
        return troubleOf(request.key().step()).orElseGet(() -> reserve(request));
    }

    /** A cancel, or a close, arrives. */
    Outcome takeBack(Direction direction, Key key) {
        return troubleOf(key.step()).orElseGet(() -> switch (direction) {
            case COMPENSATION -> cancel(key);
            case CLOSE -> close(key);
            case FORWARD -> throw new IllegalArgumentException("that is a reserve");
        });
    }

    private Optional<Outcome> troubleOf(String step) {
        return switch (health(step)) {
            case FINDS_CALLS_INVALID -> {
                trace.saw(Sight.CALL_FOUND_INVALID);
                yield Optional.of(unknown(Fault.Kind.PERMANENT, "The call was found invalid."));
            }
            case MISCONFIGURED -> Optional.of(unknown(Fault.Kind.MISCONFIGURED, "Who are you?"));
            case WELL, SLOW, AWAY -> Optional.empty();
        };
    }

    /** What a probe finds. */
    Finding find(Key key) {
        var row = ledger.get(key);
        if (row == null || row.state() == State.CANCELLED) {
            trace.saw(Sight.PROBE_FOUND_NOTHING);
            return new Finding.NotFound();
        }
        trace.saw(Sight.PROBE_FOUND_AN_ANSWER);
        return row.state() == State.RESERVED
                ? new Finding.Done(row.answer())
                : new Finding.Refused(SOLD_OUT, "Sold out.");
    }

    private Outcome close(Key key) {
        var row = ledger.get(key);
        if (row != null) {
            return answer(key, row);
        }
        if (promises.leavesATombstoneWhenClosing()) {
            ledger.put(key, new Row(State.CANCELLED, Payload.empty(), Payload.empty()));
        }
        return new Outcome.Superseded();
    }

    private Outcome reserve(Request request) {
        var key = request.key();
        var row = ledger.get(key);
        if (row == null) {
            row = decide(request);
        } else if (row.state() != State.CANCELLED && !row.fingerprint().equals(request.fingerprint())) {
            return unknown(Fault.Kind.PERMANENT, "The key was used before with other fields.");
        } else if (row.state() == State.RESERVED && !promises.answersARepeatAsTheFirst()) {
            stocks.get(key.step()).available--;
        }
        return answer(key, row);
    }

    private Row decide(Request request) {
        var key = request.key();
        var stock = stocks.get(key.step());
        if (stock.available > 0) {
            stock.available--;
            var reserved = new Row(State.RESERVED, request.fingerprint(), payload(key));
            ledger.put(key, reserved);
            return reserved;
        }
        var rejected = new Row(State.REJECTED, request.fingerprint(), Payload.empty());
        if (promises.remembersRejections()) {
            ledger.put(key, rejected);
        }
        return rejected;
    }

    private Outcome answer(Key key, Row row) {
        return switch (row.state()) {
            case RESERVED -> new Outcome.Confirmed(row.answer());
            case REJECTED -> {
                if (stocks.get(key.step()).available > 0) {
                    trace.saw(Sight.REJECTED_AGAIN_THOUGH_STOCK_CAME_BACK);
                }
                yield new Outcome.Rejected(SOLD_OUT, "Sold out.");
            }
            case CANCELLED -> {
                trace.saw(Sight.RESERVE_CAME_AFTER_CANCEL);
                yield new Outcome.Superseded();
            }
        };
    }

    /** Another one each time that something is reserved, so that it shows when an answer is not the first. */
    private Payload payload(Key key) {
        return Payload.of((key.step() + " no. " + ++reserved).getBytes(StandardCharsets.UTF_8));
    }

    private Outcome cancel(Key key) {
        firstCancels.computeIfAbsent(key, first -> new FirstCancel(first, firstCancels.size()));
        var before = ledger.get(key);
        if (before == null) {
            trace.saw(Sight.CANCEL_CAME_FIRST);
        } else if (before.state() == State.RESERVED) {
            stocks.get(key.step()).available++;
        }
        if (promises.remembersCancels()) {
            ledger.put(key, new Row(State.CANCELLED, Payload.empty(), Payload.empty()));
        } else {
            ledger.remove(key);
        }
        return new Outcome.Confirmed(Payload.empty());
    }

    /** Someone who is no orchestrator cancels a key at its participant before it was asked for. */
    void strangerCancels(Key key) {
        if (!ledger.containsKey(key)) {
            trace.note(() -> "a stranger cancels " + key);
            strangers.add(key);
            ledger.put(key, new Row(State.CANCELLED, Payload.empty(), Payload.empty()));
        }
    }

    private static Outcome unknown(Fault.Kind kind, String message) {
        return new Outcome.Unknown(new Fault(kind, message));
    }

    /** Has every reserve that was ever sent arrive once more. */
    void redeliverEveryRequest() {
        trace.note(() -> "every reserve arrives once more");
        requests.forEach(this::reserve);
    }

    // ---- for the audit

    boolean isReserved(Key key) {
        var row = ledger.get(key);
        return row != null && row.state() == State.RESERVED;
    }

    Set<Key> askedInTwoWays() {
        return askedInTwoWays;
    }

    List<Key> reserved() {
        return ledger.keySet().stream().filter(this::isReserved).toList();
    }

    boolean isCancelledByAStranger(Key key) {
        return strangers.contains(key);
    }

    Optional<FirstCancel> firstCancel(Key key) {
        return Optional.ofNullable(firstCancels.get(key));
    }

    /** What is wrong with the participants whatever the sagas say. */
    List<Violation> contradictions() {
        var found = new ArrayList<Violation>();
        stocks.forEach((step, stock) -> {
            long active =
                    reserved().stream().filter(key -> key.step().equals(step)).count();
            if (stock.available < 0 || stock.capacity != stock.available + active) {
                found.add(new Violation(
                        Invariant.STOCK,
                        "stock of " + step + ": capacity " + stock.capacity + ", available " + stock.available
                                + ", reserved " + active));
            }
        });
        return found;
    }
}
