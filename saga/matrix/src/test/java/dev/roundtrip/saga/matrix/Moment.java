package dev.roundtrip.saga.matrix;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A moment in the life of a node at which it matters that it stops.
 *
 * @param kind what is about to happen, or has, and what goes wrong
 * @param number counted from 1 among those of its kind in the node's life
 * @param what the call, or the facts that are written
 */
record Moment(Kind kind, int number, String what) {

    /** What goes wrong, and when. */
    enum Kind {
        /** The node dies before a write is sent. */
        WRITE_UNSENT,
        /** The node dies when a write is committed, before it hears so. */
        WRITE_UNHEARD,
        /** A write doesn't reach the journal, and the node lives to notice. */
        WRITE_FAILED,
        /** A write is committed, its reply is lost, and the node lives to notice. */
        WRITE_REPLY_LOST,
        /** The node falls asleep before a write is sent, and sends it when another has carried the saga to its end. */
        WRITE_ASLEEP,
        /** The node dies before a call is made. */
        CALL_UNSENT,
        /** The node dies when it has made a call, which arrives long after. */
        CALL_UNDER_WAY,
        /** The node dies when a call has been answered, before it hears so. */
        CALL_UNHEARD,
        /** The node falls asleep before a call is made, and makes it when another has carried the saga to its end. */
        CALL_ASLEEP
    }

    /** Its kind, and for a write whether anyone waits for it. */
    String place() {
        return kind + (what.contains(":") ? " " + what.substring(0, what.indexOf(':')) : "");
    }

    /** Every kind, and a write's whether or not anyone waits for it. */
    static Set<String> everyPlace() {
        return Stream.of(Kind.values())
                .flatMap(kind -> kind.name().startsWith("WRITE")
                        ? Stream.of(kind + " durable", kind + " written behind")
                        : Stream.of(kind.name()))
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return kind + " " + number + " (" + what + ")";
    }
}
