package dev.roundtrip.bench.inflight;

import dev.roundtrip.bench.stage.Memory;

/**
 * What a replica needs for the sagas that it holds.
 *
 * @param heapMebibytes of its heap that are alive, when it has collected its garbage
 * @param residentMebibytes that the process has of the machine's memory
 */
record Held(double heapMebibytes, double residentMebibytes) {
    /** Now; it stands still for a moment. */
    static Held by(ProcessHandle replica) {
        // Before the collection, which may give memory back.
        double resident = Memory.resident(replica);
        return new Held(Memory.liveHeap(replica), resident);
    }
}
