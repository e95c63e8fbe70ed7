package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.journal.JournalUnavailable;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Group commit: what is offered while writes are under way goes out together in the next one, a busy journal is written to in ever
 * larger batches, and nobody waits for a batch to fill. A journal that is free is written to when the loop has run what it has to
 * run just now: what came in together goes out together. Else the first of a crowd goes out alone, all others wait until it is
 * committed, and as they are answered together they come together the next time as well.
 *
 * <p>A batch that the journal refuses, or gives up where one entry of many may be in the way, is split until the one that is to blame
 * stands alone. Its parts are written one after the other and apart from what comes meanwhile, so that it holds up no others. Lives on
 * the loop.
 *
 * @param <T> what is written
 * @param <A> what is answered for each
 */
final class Batches<T, A> {

    /** Hears what became of one entry. */
    interface Listener<T, A> {
        void written(T entry, A answer);

        void failed(T entry, Throwable failure);
    }

    private final Loop loop;
    private final int maxBatch;
    private final int maxWrites;
    private final ToLongFunction<T> weight;
    private final long maxWeight;
    private final Function<List<T>, Uni<List<A>>> write;
    private final Listener<T, A> listener;
    private final Queue<T> waiting = new ArrayDeque<>();
    private final Queue<List<T>> parts = new ArrayDeque<>();
    private final Queue<List<T>> knownToBeInTheWay = new ArrayDeque<>();
    private boolean writingAPart;
    private int writes;
    private boolean aboutToWrite;

    /** {@code write} answers for every entry of the list it is given, in its order. */
    Batches(Loop loop, int maxBatch, int maxWrites, Function<List<T>, Uni<List<A>>> write, Listener<T, A> listener) {
        this(loop, maxBatch, maxWrites, entry -> 1, maxBatch, write, listener);
    }

    /** The same, of batches that weigh no more than {@code maxWeight} unless one entry alone does. */
    Batches(
            Loop loop,
            int maxBatch,
            int maxWrites,
            ToLongFunction<T> weight,
            long maxWeight,
            Function<List<T>, Uni<List<A>>> write,
            Listener<T, A> listener) {
        this.loop = loop;
        this.maxBatch = maxBatch;
        this.maxWrites = maxWrites;
        this.weight = weight;
        this.maxWeight = maxWeight;
        this.write = write;
        this.listener = listener;
    }

    void offer(T entry) {
        waiting.add(entry);
        writeSoon();
    }

    /** The same for one that was in the way of others before: it goes by itself, and others go before it. */
    void offerApart(T entry) {
        knownToBeInTheWay.add(List.of(entry));
        writeAPart();
    }

    /** Takes an entry back that is not being written yet, of which nobody hears any more; false when it is too late for that. */
    boolean withdraw(T entry) {
        return waiting.remove(entry);
    }

    private void writeSoon() {
        if (!aboutToWrite && writes < maxWrites) {
            aboutToWrite = true;
            loop.execute(() -> {
                aboutToWrite = false;
                writeWhatWaits();
            });
        }
    }

    private void writeWhatWaits() {
        while (writes < maxWrites && !waiting.isEmpty()) {
            write(next());
        }
    }

    private List<T> next() {
        var batch = new ArrayList<T>(Math.min(waiting.size(), maxBatch));
        long weighs = 0;
        while (batch.size() < maxBatch && !waiting.isEmpty()) {
            weighs += weight.applyAsLong(waiting.peek());
            if (weighs > maxWeight && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void write(List<T> batch) {
        writes++;
        write(batch, () -> {
            writes--;
            writeSoon();
        });
    }

    private void writeAPart() {
        // There may be many of those that are in the way, each for as long as a statement may wait.
        var next = parts.isEmpty() ? knownToBeInTheWay : parts;
        if (!writingAPart && !next.isEmpty()) {
            writingAPart = true;
            write(next.remove(), () -> {
                writingAPart = false;
                writeAPart();
            });
        }
    }

    private void write(List<T> batch, Runnable done) {
        Uni.createFrom()
                .deferred(() -> write.apply(batch))
                .subscribe()
                .with(
                        answers -> loop.execute(
                                () -> settle(batch, (entry, at) -> listener.written(entry, answers.get(at)), done)),
                        failure -> loop.execute(() -> failed(batch, failure, done)));
    }

    private void failed(List<T> batch, Throwable failure, Runnable done) {
        boolean all = failure instanceof JournalUnavailable away && !away.perhapsOneOfMany();
        if (all || batch.size() == 1) {
            settle(batch, (entry, at) -> listener.failed(entry, failure), done);
            return;
        }
        parts.add(batch.subList(0, batch.size() / 2));
        parts.add(batch.subList(batch.size() / 2, batch.size()));
        done.run();
        writeAPart();
    }

    private void settle(List<T> batch, BiConsumer<T, Integer> verdict, Runnable done) {
        for (int at = 0; at < batch.size(); at++) {
            try {
                verdict.accept(batch.get(at), at);
            } catch (RuntimeException | Error e) {
                // The others of the batch have a right to their answers.
                EngineLog.bug(e);
            }
        }
        done.run();
    }
}
