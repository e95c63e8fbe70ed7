package dev.roundtrip.saga.journal.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.journal.StartResult;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A journal that writes no saga by itself: with each goes a stranger of its own, which has to be written whatever becomes of the rest. */
final class AmongOthers {
    private static final UUID NODE = UUID.randomUUID();

    private final Journal journal;

    private AmongOthers(Journal journal) {
        this.journal = journal;
    }

    static Journal in(Journal journal) {
        var among = new AmongOthers(journal);
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(),
                new Class<?>[] {Journal.class},
                (proxy, method, arguments) -> among.invoke(method, arguments));
    }

    @SuppressWarnings("unchecked")
    private Object invoke(Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "start" -> start((List<Start>) arguments[0]);
            case "append" -> append((List<Append>) arguments[0]);
            default -> {
                try {
                    yield method.invoke(journal, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        };
    }

    private Uni<List<StartResult>> start(List<Start> starts) {
        if (starts.isEmpty()) {
            return journal.start(starts);
        }
        var batch = new ArrayList<>(starts);
        batch.addFirst(stranger());
        return journal.start(batch).map(results -> {
            assertEquals(new StartResult.Accepted(), results.getFirst());
            return results.subList(1, results.size());
        });
    }

    private Uni<Set<UUID>> append(List<Append> appends) {
        if (appends.isEmpty()) {
            return journal.append(appends);
        }
        var stranger = stranger();
        var batch = new ArrayList<>(appends);
        batch.addFirst(Sagas.append(stranger.saga(), NODE));
        return journal.start(List.of(stranger, stranger()))
                .chain(() -> journal.append(batch))
                .map(moved -> {
                    var asked = new HashSet<>(moved);
                    assertTrue(asked.remove(stranger.saga().id()));
                    return asked;
                });
    }

    private static Start stranger() {
        return Sagas.start("beside " + UUID.randomUUID(), NODE);
    }
}
