package dev.roundtrip.conformance;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Trade;
import dev.roundtrip.participant.v1.Rejection;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.participant.v1.Superseded;
import dev.roundtrip.wire.FieldViolations;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A participant in memory: right, but for the fault it was given. One lock does the work of a database's transactions. */
final class Desk {
    private static final int MOST_BYTES = 256 << 10;
    private static final int NAME = 120;
    private static final String UUID_7 = "(?i)[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    private enum State {
        RESERVED,
        REJECTED,
        CANCELLED
    }

    private record Row(State state, ByteString body, Shop.Order order, Message content, boolean had) {
        Row cancelled() {
            return new Row(State.CANCELLED, body, order, Superseded.getDefaultInstance(), had);
        }
    }

    private final Trade trade;
    private final Shop shop;
    private final Set<Fault> faults;
    private final Moment moment = new Moment();
    private final Map<String, Row> ledger = new HashMap<>();
    private final List<Integer> left;
    private volatile boolean broken;
    private int codes;
    private int cancels;

    Desk(Trade trade, int units, Set<Fault> faults) {
        this.trade = trade;
        this.shop = Shop.of(trade);
        this.faults = faults;
        this.left = new ArrayList<>(Collections.nCopies(trade.days(), units));
    }

    private boolean is(Fault fault) {
        return faults.contains(fault);
    }

    /** What a restart leaves. */
    synchronized void restart() {
        ledger.values()
                .removeIf(row -> is(Fault.RESTART_FORGETS_RESERVATIONS) && row.state == State.RESERVED
                        || is(Fault.RESTART_FORGETS_REJECTIONS) && row.state == State.REJECTED
                        || is(Fault.RESTART_FORGETS_TOMBSTONES) && row.state == State.CANCELLED);
    }

    synchronized List<Integer> left() {
        return List.copyOf(left);
    }

    /** Answers a call, or throws what it is refused with. */
    Message answer(Method method, byte[] bytes) {
        if (bytes.length > MOST_BYTES && !is(Fault.ACCEPTS_ANY_SIZE)) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("A request has at most 256 KB.")
                    .asRuntimeException();
        }
        if (broken) {
            throw Status.UNAVAILABLE.asRuntimeException();
        }
        var request = parse(method, bytes);
        if (request.isEmpty()) {
            return superseded(method);
        }
        if (is(Fault.REFUSES_UNKNOWN_FIELDS) && hasUnknown(request.get())) {
            throw FieldViolations.single("15000", "is not known");
        }
        if (method.equals(trade.reserve())) {
            return reserve(request.get());
        }
        if (method.equals(trade.cancel())) {
            return cancel(request.get());
        }
        return method.equals(trade.get()) ? get(request.get()) : search(request.get());
    }

    private Optional<Message> parse(Method method, byte[] bytes) {
        try {
            return Optional.of(method.request().getParserForType().parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            if (is(Fault.GARBAGE_IS_ANSWERED)) {
                return Optional.empty();
            }
            if (is(Fault.GARBAGE_SHOWS_A_STACK_TRACE)) {
                throw Status.INTERNAL
                        .withDescription(e + "\n\tat " + e.getStackTrace()[0])
                        .asRuntimeException();
            }
            broken = is(Fault.GARBAGE_ENDS_THE_SERVICE);
            throw Status.INVALID_ARGUMENT.withDescription("This is no request.").asRuntimeException();
        }
    }

    private static Message superseded(Method method) {
        return method.response().getDescriptorForType().getOneofs().isEmpty()
                ? method.response()
                : respond(method, "superseded", Superseded.getDefaultInstance());
    }

    // Keys.

    private static StepKey keyOf(Message request) {
        return (StepKey) request.getField(request.getDescriptorForType().findFieldByName("key"));
    }

    private String read(StepKey key, FieldViolations violations) {
        violations.require(key.getSagaId().matches(UUID_7), "key.saga_id", "must be a UUID of version 7");
        violations.require(key.getStep().matches("[a-z][a-z0-9-]{0,63}"), "key.step", "must be a name");
        var saga = is(Fault.TAKES_KEYS_AS_THEY_ARE_SPELLED)
                ? key.getSagaId()
                : key.getSagaId().toLowerCase(Locale.ROOT);
        return is(Fault.IGNORES_THE_STEP) ? saga : saga + "/" + key.getStep();
    }

    private String require(Message request) {
        var violations = new FieldViolations();
        var key = read(keyOf(request), violations);
        violations.throwIfAny();
        return key;
    }

    // Reserve.

    private Message reserve(Message request) {
        var asked = is(Fault.ACCEPTS_ANY_SIZE) ? shortened(request) : request;
        var violations = new FieldViolations();
        var key = read(keyOf(asked), violations);
        var order = shop.read(asked, violations);
        refuse(key, violations);
        var body = asked.toBuilder()
                .clearField(asked.getDescriptorForType().findFieldByName("key"))
                .build()
                .toByteString();
        var response = reserve(key, body, order, asked);
        afterwards(key);
        return response;
    }

    private static Message shortened(Message request) {
        var name = request.getDescriptorForType().findFieldByName("traveller_name");
        var text = request.getField(name).toString();
        return request.toBuilder()
                .setField(name, text.substring(0, Math.min(text.length(), NAME)))
                .build();
    }

    private void refuse(String key, FieldViolations violations) {
        if (violations.isEmpty()) {
            return;
        }
        if (is(Fault.REMEMBERS_WRONG_ORDERS)) {
            put(key, new Row(State.REJECTED, ByteString.EMPTY, null, soldOut(), false));
        }
        if (is(Fault.NAMES_NO_FIELD)) {
            throw Status.INVALID_ARGUMENT.withDescription("Something is wrong.").asRuntimeException();
        }
        violations.throwIfAny();
    }

    private Message reserve(String key, ByteString body, Shop.Order order, Message request) {
        var look = look(key, order);
        if (look.row.isEmpty()) {
            waitInTheGap(key, look);
        }
        if (is(Fault.SUPERSEDES_EVERY_RESERVE)) {
            return superseded(trade.reserve());
        }
        synchronized (this) {
            var row = actsOnItsLook() ? look.row : Optional.ofNullable(ledger.get(key));
            var content = row.isPresent()
                    ? repeat(key, row.get(), body, request)
                    : decide(key, new Row(State.RESERVED, body, order, request, true), look);
            return respond(trade.reserve(), nameOf(content), content);
        }
    }

    /** What was there before the lock; a right participant looks again when it has it. */
    private record Look(Optional<Row> row, boolean enough, int least) {}

    private synchronized Look look(String key, Shop.Order order) {
        return new Look(Optional.ofNullable(ledger.get(key)), enough(order), Shop.least(left, order));
    }

    private boolean actsOnItsLook() {
        return is(Fault.DOUBLES_REPEATS_AT_ONCE) || is(Fault.CHECKS_FOR_A_CANCEL_BEFORE_IT_ACTS);
    }

    private void waitInTheGap(String key, Look look) {
        if (is(Fault.DOUBLES_REPEATS_AT_ONCE)) {
            moment.awaitOthers(key, 2);
        }
        if (is(Fault.CHECKS_FOR_A_CANCEL_BEFORE_IT_ACTS)) {
            moment.awaitWord("cancelled " + key);
        }
        if (is(Fault.SELLS_THE_LAST_TO_TWO) && look.least == 1) {
            moment.awaitOthers("the last", 2);
        }
    }

    private boolean enough(Shop.Order order) {
        var kept = is(Fault.KEEPS_THE_LAST_TO_ITSELF) ? 1 : 0;
        return Shop.least(left, order) - kept >= order.units();
    }

    private Message repeat(String key, Row first, ByteString body, Message request) {
        if (first.state == State.CANCELLED && is(Fault.PROMISES_WHAT_WAS_CANCELLED) && !first.had) {
            put(key, new Row(State.CANCELLED, body, null, first.content, true));
            return shop.reservation(request, code());
        }
        if (first.state == State.CANCELLED) {
            return first.content;
        }
        if (!first.body.equals(body) && !is(Fault.IGNORES_THE_BODY)) {
            harm(key, first, request);
            throw FieldViolations.single("key", "was used before with other fields");
        }
        if (is(Fault.REFUSES_REPEATS_WITH_UNKNOWN_FIELDS) && hasUnknown(request)) {
            throw FieldViolations.single("key", "was used before with other fields");
        }
        if (first.state == State.REJECTED && is(Fault.DECIDES_REJECTIONS_ANEW)) {
            ledger.remove(key);
            return decide(key, new Row(State.RESERVED, body, first.order, request, true), look(key, first.order));
        }
        if (first.state == State.RESERVED && is(Fault.TAKES_AGAIN_AT_A_REPEAT)) {
            move(first.order, -1);
        }
        var anew = is(Fault.FORGETS_FIRST_ANSWERS) || is(Fault.ANSWERS_UNKNOWN_FIELDS_ANEW) && hasUnknown(request);
        return first.state == State.RESERVED && anew ? shop.reservation(request, code()) : first.content;
    }

    private void harm(String key, Row first, Message request) {
        if (is(Fault.ANOTHER_BODY_GIVES_BACK_THE_FIRST)) {
            move(first.order, 1);
        }
        if (is(Fault.ANOTHER_BODY_REPLACES_THE_FIRST_ANSWER)) {
            put(key, new Row(first.state, first.body, first.order, shop.reservation(request, code()), first.had));
        }
    }

    private static boolean hasUnknown(Message request) {
        return !request.getUnknownFields().asMap().isEmpty();
    }

    /** @param order a row with the request in place of its answer */
    private Message decide(String key, Row order, Look look) {
        var enough = is(Fault.SELLS_THE_LAST_TO_TWO) ? look.enough : enough(order.order);
        if (!enough) {
            if (is(Fault.TAKES_IN_PART)) {
                takeInPart(order.order);
            }
            put(key, new Row(State.REJECTED, order.body, order.order, soldOut(), true));
            return soldOut();
        }
        var reservation = shop.reservation(order.content, code());
        move(order.order, -1);
        put(key, new Row(State.RESERVED, order.body, order.order, reservation, true));
        return reservation;
    }

    private void takeInPart(Shop.Order order) {
        for (var day = order.first(); day < order.end(); day++) {
            left.set(day, Math.max(0, left.get(day) - order.units()));
        }
    }

    private void move(Shop.Order order, int sign) {
        for (var day = order.first(); day < order.end(); day++) {
            left.set(day, left.get(day) + sign * order.units());
        }
    }

    private synchronized void put(String key, Row row) {
        ledger.put(key, row);
    }

    private String code() {
        return String.format(Locale.ROOT, "C%05d", ++codes);
    }

    private static Rejection soldOut() {
        return Rejection.newBuilder()
                .setReason("SOLD_OUT")
                .setMessage("There is not that much left.")
                .build();
    }

    /** What a wrong participant does when it has answered and the caller is gone. */
    private void afterwards(String key) {
        if (is(Fault.HANG_UP_GIVES_BACK_BUT_KEEPS_THE_ANSWER) && Moment.callerLeaves()) {
            synchronized (this) {
                move(ledger.get(key).order, 1);
            }
        }
        if (is(Fault.HANG_UP_FORGETS_THE_ANSWER_BUT_NOT_THE_STOCK) && Moment.callerLeaves() || ranOut()) {
            synchronized (this) {
                ledger.remove(key);
            }
        }
    }

    private boolean ranOut() {
        var deadline = Context.current().getDeadline();
        return is(Fault.DEADLINE_FORGETS_THE_ANSWER_BUT_NOT_THE_STOCK)
                && deadline != null
                && deadline.timeRemaining(TimeUnit.MILLISECONDS) < 1000
                && Moment.callerLeaves();
    }

    // Cancel, get, search.

    private Message cancel(Message request) {
        var key = require(request);
        if (is(Fault.GIVES_BACK_TWICE_AT_ONCE)) {
            return cancelOnItsLook(key);
        }
        synchronized (this) {
            var row = ledger.get(key);
            if (row == null) {
                bury(key);
            } else {
                flip(key, row);
            }
        }
        moment.say("cancelled " + key);
        return trade.cancel().response();
    }

    private Message cancelOnItsLook(String key) {
        Row row;
        synchronized (this) {
            row = ledger.get(key);
        }
        if (row != null && row.state == State.RESERVED) {
            moment.awaitOthers("cancel " + key, 2);
        }
        synchronized (this) {
            if (row == null) {
                bury(key);
            } else {
                flip(key, row);
            }
        }
        return trade.cancel().response();
    }

    private void bury(String key) {
        if (is(Fault.CANCEL_OF_THE_UNKNOWN_IS_NOT_FOUND)) {
            throw Status.NOT_FOUND.asRuntimeException();
        }
        if (!is(Fault.NO_TOMBSTONE_FOR_THE_UNKNOWN)) {
            put(key, new Row(State.CANCELLED, ByteString.EMPTY, null, Superseded.getDefaultInstance(), false));
        }
    }

    private void flip(String key, Row row) {
        var givesBack =
                switch (row.state) {
                    case RESERVED -> true;
                    case REJECTED -> is(Fault.GIVES_BACK_WHAT_WAS_REJECTED);
                    case CANCELLED -> is(Fault.GIVES_BACK_AT_EVERY_CANCEL) && row.had;
                };
        if (givesBack && !leaks()) {
            move(row.order, 1);
        }
        if (is(Fault.NO_TOMBSTONE_FOR_THE_RESERVED)) {
            ledger.remove(key);
        } else {
            put(key, row.cancelled());
        }
    }

    private boolean leaks() {
        return is(Fault.EVERY_THIRTEENTH_CANCEL_LEAKS) && ++cancels % 13 == 0;
    }

    private Message get(Message request) {
        var key = require(request);
        synchronized (this) {
            var row = ledger.get(key);
            if (row == null && is(Fault.GET_RECORDS_THE_KEY)) {
                bury(key);
            }
            if (row == null && is(Fault.GET_FINDS_WHAT_NEVER_WAS)) {
                return superseded(trade.get());
            }
            if (row == null) {
                throw Status.NOT_FOUND
                        .withDescription("Nothing is recorded under this key.")
                        .asRuntimeException();
            }
            if (row.state == State.RESERVED && is(Fault.GET_TAKES_AGAIN)) {
                move(row.order, -1);
            }
            if (row.had && is(Fault.GET_GIVES_BACK)) {
                move(row.order, 1);
            }
            return respond(trade.get(), nameOf(row.content), row.content);
        }
    }

    private Message search(Message request) {
        if (is(Fault.GARBAGE_ENDS_THE_CONNECTION)) {
            // On its way until the connection ends, if it does.
            Moment.callerLeaves();
        }
        return found(request);
    }

    private synchronized Message found(Message request) {
        return shop.found(request, List.copyOf(left));
    }

    // Answers.

    private static String nameOf(Message content) {
        return switch (content) {
            case Rejection rejection -> "rejection";
            case Superseded superseded -> "superseded";
            default -> "reservation";
        };
    }

    private static Message respond(Method method, String kind, Message content) {
        var response = method.response();
        return response.toBuilder()
                .setField(response.getDescriptorForType().findFieldByName(kind), content)
                .build();
    }
}
