package dev.roundtrip.participant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;

/** Calls that wait, in the order in which they came. Not for use by several threads. */
final class Line<Q extends Keyed, A> {
    private final Deque<Waiting<Q, A>> line = new ArrayDeque<>();

    void add(Waiting<Q, A> waiting) {
        line.add(waiting);
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    /** Takes out those that have waited too long. */
    List<Waiting<Q, A>> takeLate(long now) {
        var late = new ArrayList<Waiting<Q, A>>();
        line.removeIf(waiting -> waiting.patience().isOver(now) && late.add(waiting));
        return late;
    }

    /** Takes out the first, of calls with the same key one: the others are to see what it did. */
    List<Waiting<Q, A>> takeBatch(int most) {
        var batch = new ArrayList<Waiting<Q, A>>();
        var keys = new HashSet<StepId>();
        for (var waiting = line.iterator(); waiting.hasNext() && batch.size() < most; ) {
            var next = waiting.next();
            if (keys.add(next.call().step())) {
                batch.add(next);
                waiting.remove();
            }
        }
        return batch;
    }
}
