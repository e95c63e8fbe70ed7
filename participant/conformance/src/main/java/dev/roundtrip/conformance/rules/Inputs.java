package dev.roundtrip.conformance.rules;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.roundtrip.conformance.Reply;
import dev.roundtrip.conformance.RuleBroken;
import dev.roundtrip.conformance.Scene;
import dev.roundtrip.conformance.trade.Method;
import dev.roundtrip.conformance.trade.Wish;
import dev.roundtrip.conformance.trade.WrongOrder;
import dev.roundtrip.participant.v1.StepKey;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** What isn't as the contract has it. */
final class Inputs {
    private static final int BYSTANDERS = 4;
    private static final int TOO_MUCH = 5 << 20;

    /** More than any lawful request has, and yet what many a server would let in: its fields decide. */
    private static final int MORE_THAN_LAWFUL = 200 << 10;

    private static final int UNKNOWN_NUMBER = 15_000;
    private static final Pattern STACK_TRACE =
            Pattern.compile("(?m)^\\s*at [\\w.$/<>]+\\(|Traceback \\(most recent|goroutine \\d+ \\[|\\.java:\\d+\\)");

    private Inputs() {}

    static String garbage(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var answers = new HashSet<String>();
        var trade = scene.trade();
        var kinds = garbageOf(scene, key);
        for (var method : List.of(trade.reserve(), trade.cancel(), trade.get())) {
            for (var bytes : kinds.entrySet()) {
                scene.nextRound();
                var reply = amongBystanders(scene, method, bytes.getValue());
                answers.add(refusal(
                        reply,
                        Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.INTERNAL),
                        bytes.getKey() + " to " + method.name()));
            }
        }
        scene.expectRefused(
                scene.get(key), Status.Code.NOT_FOUND, List.of(), "a get of the key that the garbage had in it");
        scene.expectLeft(start, "after garbage");
        return "sent " + String.join(", ", kinds.keySet()) + " to three methods; came back "
                + String.join(" or ", answers) + ", while other calls on the connection were answered";
    }

    private static Map<String, ByteString> garbageOf(Scene scene, StepKey key) {
        var order = scene.trade().order(key, Wish.one(scene.trade().days())).toByteString();
        var keyAlone = scene.trade().cancel().of(key).toByteString();
        var kinds = new LinkedHashMap<String, ByteString>();
        kinds.put("an order cut short", order.substring(0, order.size() - 2));
        kinds.put("a key cut short", keyAlone.substring(0, keyAlone.size() - 2));
        kinds.put("a wire type that is none", bytes(0x0f, 0x01, 0x02));
        kinds.put("an end of a group that never began", bytes(0x0c));
        kinds.put("a number that never ends", bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        kinds.put("a key that is no message", bytes(0x0a, 0x03, 0xff, 0xfe, 0xfd));
        var noise = new byte[256];
        scene.random().nextBytes(noise);
        noise[0] = 0x0f;
        kinds.put("256 bytes of noise", ByteString.copyFrom(noise));
        return kinds;
    }

    private static ByteString bytes(int... values) {
        var bytes = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }

    /** The bad call, and good ones on the same connection at the same time, each of which has to be answered at once. */
    private static Reply amongBystanders(Scene scene, Method method, ByteString bytes) {
        var trade = scene.trade();
        var calls = new ArrayList<Callable<Reply>>();
        calls.add(() -> scene.once(scene.line(), method, bytes));
        for (var i = 0; i < BYSTANDERS; i++) {
            calls.add(() -> scene.line()
                    .start(
                            trade.search(),
                            trade.look(0).toByteString(),
                            scene.limits().call())
                    .await());
        }
        var replies = scene.together(calls);
        replies.subList(1, replies.size()).forEach(reply -> {
            if (!(reply instanceof Reply.Answer)) {
                throw new RuleBroken("an answer to a search on the same connection, meanwhile", reply.full());
            }
        });
        return replies.getFirst();
    }

    private static String refusal(Reply reply, Set<Status.Code> allowed, String what) {
        if (!(reply instanceof Reply.Refused refused)
                || !allowed.contains(refused.status().getCode())) {
            throw new RuleBroken(String.join(" or ", names(allowed)) + ", for " + what, reply.full());
        }
        var text = refused.status().getDescription();
        if (text != null && STACK_TRACE.matcher(text).find()) {
            throw new RuleBroken("an error without a stack trace, for " + what, reply.full());
        }
        return refused.status().getCode().toString();
    }

    private static List<String> names(Set<Status.Code> codes) {
        return codes.stream().map(Status.Code::toString).sorted().toList();
    }

    static String tooMuch(Scene scene) {
        var start = scene.left();
        var answers = new HashSet<String>();
        for (var size : List.of(MORE_THAN_LAWFUL, TOO_MUCH)) {
            var key = scene.newKey();
            var order = scene.trade()
                    .order(key, Wish.one(scene.trade().days()).by("x".repeat(size)))
                    .toByteString();
            answers.add(refusal(
                    amongBystanders(scene, scene.trade().reserve(), order),
                    Set.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.INVALID_ARGUMENT),
                    "a name of " + size + " bytes"));
            scene.expectRefused(scene.get(key), Status.Code.NOT_FOUND, List.of(), "a get of its key");
        }
        scene.expectLeft(start, "after orders that were too large");
        return "sent orders of 200 KB and of 5 MB; came back " + String.join(" and ", answers)
                + ", while other calls on the connection were answered";
    }

    static String wrongFields(Scene scene) {
        var start = scene.left();
        var key = scene.newKey();
        var trade = scene.trade();
        var wrong = trade.wrongOrders(key);
        wrong.forEach(order -> refuse(scene, order));
        requireAllNamed(scene);
        for (var method : List.of(trade.cancel(), trade.get())) {
            scene.expectRefused(
                    scene.ask(scene.line(), method, method.request()),
                    Status.Code.INVALID_ARGUMENT,
                    List.of("key.saga_id", "key.step"),
                    method.name() + " without a key");
        }
        scene.expectRefused(scene.get(key), Status.Code.NOT_FOUND, List.of(), "a get of the key of the wrong orders");
        scene.expectLeft(start, "after wrong orders");
        scene.expect("reservation", scene.reserve(key), "a right order under the key of the wrong ones");
        return "sent " + wrong.size() + " orders with one field wrong each, such as "
                + wrong.getLast().what() + "; came back INVALID_ARGUMENT naming the field; then a right one under the"
                + " same key was taken";
    }

    private static void refuse(Scene scene, WrongOrder order) {
        scene.nextRound();
        scene.expectRefused(
                scene.ask(scene.line(), scene.trade().reserve(), order.request()),
                Status.Code.INVALID_ARGUMENT,
                List.of(order.field()),
                order.what());
    }

    private static void requireAllNamed(Scene scene) {
        scene.expectRefused(
                scene.ask(
                        scene.line(),
                        scene.trade().reserve(),
                        scene.trade().reserve().request()),
                Status.Code.INVALID_ARGUMENT,
                scene.trade().required(),
                "an empty order");
    }

    static String unknownFields(Scene scene) {
        var start = scene.left();
        var trade = scene.trade();
        var key = scene.newKey();
        var plain = trade.order(key, Wish.one(trade.days()));
        var order = withUnknown(plain);
        var first = scene.expect(
                "reservation", scene.ask(scene.line(), trade.reserve(), order), "an order with more in it");
        scene.expectSame(first, scene.ask(scene.line(), trade.reserve(), order), "to an exact repeat");
        var without = scene.ask(scene.line(), trade.reserve(), plain);
        if (without instanceof Reply.Refused) {
            scene.expectRefused(
                    without, Status.Code.INVALID_ARGUMENT, List.of("key"), "a repeat without the unknown field");
        } else {
            scene.expectSame(first, without, "to a repeat without the unknown field");
        }
        var keyWithMore = StepKey.newBuilder(key).setUnknownFields(unknown()).build();
        scene.expectToldAs(
                first,
                scene.ask(scene.line(), trade.get(), withUnknown(trade.get().of(keyWithMore))),
                "read");
        scene.expectLeft(start.without(1), "after an order with unknown fields and its repeats");
        scene.expect(
                "done",
                scene.ask(
                        scene.line(), trade.cancel(), withUnknown(trade.cancel().of(keyWithMore))),
                "a cancel with unknown fields, in its key too");
        scene.expect("superseded", scene.reserve(key), "a reserve after that cancel");
        scene.expectLeft(start, "after that cancel");
        return "sent an order, a get and a cancel with a field numbered " + UNKNOWN_NUMBER + "; came back "
                + first.brief() + ", the same to an exact repeat, and "
                + (without instanceof Reply.Refused ? "a refusal" : "the same") + " without the field";
    }

    private static Message withUnknown(Message message) {
        return message.toBuilder().setUnknownFields(unknown()).build();
    }

    private static UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(
                        UNKNOWN_NUMBER,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("from a newer contract"))
                                .build())
                .build();
    }

    static String unknownMethod(Scene scene) {
        var known = scene.trade().reserve();
        var unknown = new Method(known.service() + "/NoSuchMethod", known.request(), known.response());
        scene.expectRefused(
                amongBystanders(
                        scene,
                        unknown,
                        scene.trade()
                                .order(scene.newKey(), Wish.one(scene.trade().days()))
                                .toByteString()),
                Status.Code.UNIMPLEMENTED,
                List.of(),
                "a method that the service doesn't have");
        return "sent NoSuchMethod; came back UNIMPLEMENTED";
    }
}
