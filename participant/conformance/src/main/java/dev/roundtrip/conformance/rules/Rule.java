package dev.roundtrip.conformance.rules;

import dev.roundtrip.conformance.Scene;
import java.util.List;

/** The rules of docs/participant-contract.md, in its order and with its words, each with what asks a participant about it. */
public enum Rule {
    REPEAT(
            "A repeat gets the first answer",
            "A reserve that repeats an answered one is answered the same, byte for byte, and takes nothing more.",
            Repeats::oneAfterAnother),
    REPEATS_AT_ONCE(
            "Repeats at once are one",
            "Reserves under one key that arrive together are one reservation, and all are told the same.",
            Repeats::together),
    ANOTHER_BODY(
            "A key belongs to one request",
            "A reserve whose other fields differ from the first one's is refused with INVALID_ARGUMENT that names `key`;"
                    + " what the first one got is untouched.",
            Repeats::anotherBody),
    TWO_STEPS(
            "Each step is its own",
            "Two steps of one saga are two keys, also at the same participant.",
            Repeats::twoSteps),
    SPELLING("A key is the same in any spelling", "A UUID in capitals is the same saga id.", Repeats::spelling),
    GET(
            "Get tells what a repeat would be told",
            "A key under which nothing is recorded is NOT_FOUND; after that, get answers as a repeat of the reserve would"
                    + " be answered, and changes nothing.",
            Repeats::reads),
    CANCEL_UNKNOWN(
            "Cancelling the unknown succeeds",
            "A cancel needs nothing but the key: not the answer to the reserve, nor that there was one.",
            Cancels::ofTheUnknown),
    CANCEL_FIRST(
            "A cancel that comes first wins",
            "A reserve that arrives after the cancel of its key, even if it is the first, is superseded and takes nothing.",
            Cancels::first),
    LATE_RESERVE(
            "A late reserve is superseded",
            "Once a reservation was cancelled, every reserve under its key is superseded, repeated or first, with these"
                    + " fields or others.",
            Cancels::lateReserve),
    RACE(
            "A reserve racing its cancel loses",
            "Whatever the order in which a reserve and a cancel of one key arrive, and whatever the reserve was told,"
                    + " nothing is reserved under the key when the cancel was answered, nor later.",
            Races::reserveAndCancel),
    CANCEL_TWICE(
            "A cancel gives back once",
            "It gives back exactly what was taken. A repeat of it succeeds and gives back nothing more, also when several"
                    + " arrive together.",
            Cancels::twice),
    REJECTION(
            "A rejection is an answer",
            "It is repeated like any other, also when there is stock again. Cancelling it gives back nothing.",
            Repeats::rejection),
    RESTART(
            "Answers outlive a restart",
            "Reservations, rejections and tombstones are the same after the participant was killed and started again.",
            Restarts::play),
    HANG_UP(
            "A client that hangs up changes nothing",
            "A call whose caller went away happens once or not at all; who asks again is answered as if the first call's"
                    + " answer had been lost.",
            Interruptions::hangUp),
    DEADLINE(
            "A deadline changes nothing",
            "A call that ran out of time happens once or not at all, as above.",
            Interruptions::deadline),
    GARBAGE(
            "Garbage is refused",
            "Bytes that are no request get an error at once: INVALID_ARGUMENT where the server can tell, INTERNAL where"
                    + " its library decides. The error shows no stack trace, nothing is recorded, and other calls on the"
                    + " connection go on.",
            Inputs::garbage),
    TOO_MUCH(
            "Too much is refused",
            "A request of 5 MB gets RESOURCE_EXHAUSTED, or INVALID_ARGUMENT for the field that is too long; otherwise as"
                    + " R16.",
            Inputs::tooMuch),
    WRONG_FIELDS(
            "What is wrong is named",
            "Bad fields get INVALID_ARGUMENT with a `google.rpc.BadRequest` that names each of them as in the `.proto`,"
                    + " nested ones with dots (`key.saga_id`). Nothing is recorded: the key is as good as new.",
            Inputs::wrongFields),
    UNKNOWN_FIELDS(
            "Unknown fields are ignored",
            "A field from a newer contract does no harm, and an exact repeat gets the first answer. A repeat that differs"
                    + " in unknown fields only gets the first answer or is refused as in R3, and nothing else.",
            Inputs::unknownFields),
    UNKNOWN_METHOD("Unknown methods are refused", "UNIMPLEMENTED.", Inputs::unknownMethod),
    ALL_OR_NOTHING(
            "All or nothing",
            "A reserve takes every seat, night or day that it asks for, or it is rejected and takes none of them.",
            Stocks::allOrNothing),
    OVERBOOKING(
            "No overbooking",
            "Of many that want what is left, exactly as many get it as there are; the others are rejected.",
            Stocks::noOverbooking),
    STORM(
            "Nothing is lost in a storm",
            "After any mix of reserves, repeats, cancels, reads and hang-ups, together, what is left and what is reserved"
                    + " make up what there was.",
            Storm::play);

    private final String title;
    private final String sentence;
    private final Body body;

    Rule(String title, String sentence, Body body) {
        this.title = title;
        this.sentence = sentence;
        this.body = body;
    }

    /** As the page numbers it, such as "R1". */
    public String number() {
        return "R" + (ordinal() + 1);
    }

    /** As the page names it. */
    public String title() {
        return title;
    }

    /** As the page says it. */
    public String sentence() {
        return sentence;
    }

    /** Whether the participant has to be restarted for it. */
    public boolean needsRestart() {
        return this == RESTART;
    }

    /**
     * Asks a participant about it.
     *
     * @return what was sent and what came back, in a sentence
     * @throws dev.roundtrip.conformance.RuleBroken when it doesn't keep the rule
     */
    public String play(Scene scene) {
        return body.play(scene);
    }

    /** All of them, in order. */
    public static List<Rule> all() {
        return List.of(values());
    }

    private interface Body {
        String play(Scene scene);
    }
}
