package dev.roundtrip.saga.matrix;

import dev.roundtrip.saga.core.SagaEvent;
import dev.roundtrip.saga.journal.Append;
import dev.roundtrip.saga.journal.Journal;
import dev.roundtrip.saga.journal.JournalUnavailable;
import dev.roundtrip.saga.journal.Start;
import dev.roundtrip.saga.testkit.World;
import io.smallrye.mutiny.Uni;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A node's way to the journal, on which its fate may strike it: before a write is sent, or when it is committed. */
final class StruckJournal implements InvocationHandler {
    private final Journal journal;
    private final Clockwork clockwork;
    private final World.Node node;
    private final Fate fate;
    private final Consumer<Append> moved;

    private StruckJournal(Journal journal, Clockwork clockwork, World.Node node, Fate fate, Consumer<Append> moved) {
        this.journal = journal;
        this.clockwork = clockwork;
        this.node = node;
        this.fate = fate;
        this.moved = moved;
    }

    /** {@code moved} is told of each append that has moved its saga, whether or not the node hears so. */
    static Journal between(Journal journal, Clockwork clockwork, World.Node node, Fate fate, Consumer<Append> moved) {
        var handler = new StruckJournal(journal, clockwork, node, fate, moved);
        return (Journal)
                Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "start" -> start(listOf(Start.class, arguments[0]));
            case "append" -> append(listOf(Append.class, arguments[0]));
            default -> clockwork.ask(() -> asked(method, arguments));
        };
    }

    private static <T> List<T> listOf(Class<T> type, Object list) {
        return ((List<?>) list).stream().map(type::cast).toList();
    }

    private Uni<?> asked(Method method, Object[] arguments) {
        try {
            return (Uni<?>) method.invoke(journal, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Uni<?> start(List<Start> starts) {
        var events = starts.stream().flatMap(start -> start.events().stream()).toList();
        return write(events, () -> journal.start(starts));
    }

    private Uni<?> append(List<Append> appends) {
        var events =
                appends.stream().flatMap(append -> append.events().stream()).toList();
        return write(events, () -> journal.append(appends).invoke(ids -> note(appends, ids)));
    }

    private void note(List<Append> appends, Set<UUID> ids) {
        appends.stream().filter(append -> ids.contains(append.saga().id())).forEach(moved);
    }

    private <T> Uni<T> write(List<SagaEvent> events, Supplier<Uni<T>> statement) {
        return Uni.createFrom().deferred(() -> {
            var what = inWords(events);
            if (fate.strikes(Moment.Kind.WRITE_UNSENT, what)) {
                node.die();
                return Uni.createFrom().nothing();
            }
            if (fate.strikes(Moment.Kind.WRITE_FAILED, what)) {
                return Uni.createFrom().failure(new JournalUnavailable("The connection was refused.", null));
            }
            if (fate.strikes(Moment.Kind.WRITE_ASLEEP, what)) {
                node.freeze();
                return Uni.createFrom()
                        .<T>emitter(emitter -> node.execute(
                                () -> clockwork.ask(statement).subscribe().with(emitter::complete, emitter::fail)));
            }
            boolean unheard = fate.strikes(Moment.Kind.WRITE_UNHEARD, what);
            boolean lost = fate.strikes(Moment.Kind.WRITE_REPLY_LOST, what);
            return clockwork.ask(statement).onItem().transformToUni(answer -> {
                if (unheard) {
                    node.die();
                }
                return lost
                        ? Uni.createFrom().failure(new JournalUnavailable("The connection was lost.", null))
                        : Uni.createFrom().item(answer);
            });
        });
    }

    private static String inWords(List<SagaEvent> events) {
        boolean durable = events.stream().anyMatch(event -> event.kind().durable());
        return (durable ? "durable: " : "written behind: ")
                + events.stream().map(StruckJournal::inWords).collect(Collectors.joining(", "));
    }

    private static String inWords(SagaEvent event) {
        return event instanceof SagaEvent.StepEvent step
                ? event.kind() + " " + step.step()
                : event.kind().name();
    }
}
