package dev.roundtrip.chaos.load;

import dev.roundtrip.chaos.load.Testimony.Wish;
import dev.roundtrip.saga.v1.CommandResult;
import dev.roundtrip.saga.v1.ForceCompensationRequest;
import dev.roundtrip.saga.v1.ListOrder;
import dev.roundtrip.saga.v1.ListSagasRequest;
import dev.roundtrip.saga.v1.ListSagasResponse;
import dev.roundtrip.saga.v1.PauseSagaRequest;
import dev.roundtrip.saga.v1.ReleaseSagaRequest;
import dev.roundtrip.saga.v1.ResumeSagaRequest;
import dev.roundtrip.saga.v1.RetryStepRequest;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaOperationsServiceGrpc.SagaOperationsServiceBlockingStub;
import dev.roundtrip.saga.v1.SagaSummary;
import dev.roundtrip.saga.v1.SeenSaga;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Reaches into sagas as operators do: stops some for a while, has steps tried again, turns a few back. Never vouches for a step,
 * which would end a saga by a person's word.
 */
final class Operator {
    private static final String NAME = "operator@example.org";
    private static final int PAGE = 20;
    private static final int MOST = 100;
    private static final List<String> STEPS = List.of("flight", "hotel", "car");

    private final Scene scene;
    private final Testimony ownTestimony;
    private final AtomicLong commands = new AtomicLong();
    private final Set<String> foundInQuarantine = ConcurrentHashMap.newKeySet();

    /** Who has no saga in particular is told things too. */
    Operator(Scene scene, Testimony ownTestimony) {
        this.scene = scene;
        this.ownTestimony = ownTestimony;
    }

    /** The sagas that were to be let out of quarantine, whatever was answered. */
    Set<String> foundInQuarantine() {
        return new TreeSet<>(foundInQuarantine);
    }

    /** Looks at one page of what is under way, and does something about one of them. */
    void meddle(SplittableRandom random) {
        var door = scene.door(random.nextInt(scene.doors().size()));
        var order = random.nextBoolean() ? ListOrder.LIST_ORDER_NEWEST_FIRST : ListOrder.LIST_ORDER_OLDEST_FIRST;
        var sagas = list(door, ListSagasRequest.newBuilder().setOrder(order).setPageSize(PAGE));
        if (sagas.isEmpty() || sagas.get().isEmpty()) {
            return;
        }
        var saga = sagas.get().get(random.nextInt(sagas.get().size()));
        if (saga.getFlagsList().contains(SagaFlag.SAGA_FLAG_PAUSED)) {
            resume(door, List.of(saga));
            return;
        }
        int roll = random.nextInt(10);
        if (roll < 5) {
            pause(door, saga);
        } else if (roll < 9) {
            retry(door, saga, STEPS.get(random.nextInt(STEPS.size())));
        } else {
            force(door, saga);
        }
    }

    /**
     * Lets every saga go on that is stopped, and out of quarantine what is in it.
     *
     * @return how many there were, on one page; empty when that could not be asked
     */
    Optional<Integer> letAllGoOn(int doorNumber) {
        var door = scene.door(doorNumber);
        var paused = list(door, flagged(SagaFlag.SAGA_FLAG_PAUSED));
        paused.filter(sagas -> !sagas.isEmpty()).ifPresent(sagas -> resume(door, sagas));
        var quarantined = list(door, flagged(SagaFlag.SAGA_FLAG_QUARANTINED));
        quarantined.filter(sagas -> !sagas.isEmpty()).ifPresent(sagas -> release(door, sagas));
        return paused.flatMap(some -> quarantined.map(others -> some.size() + others.size()));
    }

    private static ListSagasRequest.Builder flagged(SagaFlag flag) {
        return ListSagasRequest.newBuilder().addFlags(flag).setPageSize(MOST);
    }

    private Optional<List<SagaSummary>> list(Door door, ListSagasRequest.Builder request) {
        return scene.heard(ownTestimony, "ListSagas", door.operate(stub -> stub.listSagas(request.build())))
                        instanceof Answer.Given<ListSagasResponse> given
                ? Optional.of(given.message().getSagasList())
                : Optional.empty();
    }

    private void pause(Door door, SagaSummary saga) {
        var reason = reason("wait");
        command(door, List.of(saga), "SAGA_PAUSED", reason, stub -> stub.pauseSaga(PauseSagaRequest.newBuilder()
                        .addSagas(seen(saga))
                        .setActor(NAME)
                        .setReason(reason)
                        .build())
                .getResultsList());
    }

    private void resume(Door door, List<SagaSummary> sagas) {
        var reason = reason("go on");
        command(door, sagas, "SAGA_RESUMED", reason, stub -> stub.resumeSaga(ResumeSagaRequest.newBuilder()
                        .addAllSagas(seen(sagas))
                        .setActor(NAME)
                        .setReason(reason)
                        .build())
                .getResultsList());
    }

    private void release(Door door, List<SagaSummary> sagas) {
        sagas.forEach(saga -> foundInQuarantine.add(saga.getSagaId()));
        var reason = reason("try again");
        command(door, sagas, "SAGA_RELEASED", reason, stub -> stub.releaseSaga(ReleaseSagaRequest.newBuilder()
                        .addAllSagas(seen(sagas))
                        .setActor(NAME)
                        .setReason(reason)
                        .build())
                .getResultsList());
    }

    private void retry(Door door, SagaSummary saga, String step) {
        var reason = reason("try at once");
        command(door, List.of(saga), "STEP_RETRIED", reason, stub -> stub.retryStep(RetryStepRequest.newBuilder()
                        .addSagas(seen(saga))
                        .setActor(NAME)
                        .setReason(reason)
                        .setStep(step)
                        .build())
                .getResultsList());
    }

    private void force(Door door, SagaSummary saga) {
        var reason = reason("undo");
        scene.testimonies().of(saga.getRequestId()).ifPresent(testimony -> testimony.wished(Wish.UNDOING_SENT));
        command(door, List.of(saga), "COMPENSATION_FORCED", reason, stub -> stub.forceCompensation(
                        ForceCompensationRequest.newBuilder()
                                .addSagas(seen(saga))
                                .setActor(NAME)
                                .setReason(reason)
                                .build())
                .getResultsList());
    }

    /** A reason of its own for each command, by which its event is known again. */
    private String reason(String why) {
        return why + " " + commands.incrementAndGet();
    }

    /** Gives the command, and remembers for which sagas it was answered as recorded. */
    private void command(
            Door door,
            List<SagaSummary> sagas,
            String kind,
            String reason,
            Function<SagaOperationsServiceBlockingStub, List<CommandResult>> call) {
        var answer = scene.heard(ownTestimony, kind, door.operate(call));
        if (answer instanceof Answer.Refused<List<CommandResult>> refused
                && refused.code() != Status.Code.RESOURCE_EXHAUSTED) {
            ownTestimony.contradiction(kind + " was refused as " + refused.code() + ": " + refused.why());
        }
        if (!(answer instanceof Answer.Given<List<CommandResult>> given)) {
            return;
        }
        var results = given.message();
        if (!results.stream()
                .map(CommandResult::getSagaId)
                .toList()
                .equals(sagas.stream().map(SagaSummary::getSagaId).toList())) {
            ownTestimony.contradiction(kind + " was answered for other sagas than were commanded: " + results);
            return;
        }
        for (int i = 0; i < sagas.size(); i++) {
            heard(sagas.get(i), results.get(i), kind, reason);
        }
    }

    private void heard(SagaSummary saga, CommandResult result, String kind, String reason) {
        var testimony = scene.testimonies().of(saga.getRequestId());
        switch (result.getResultCase()) {
            case RECORDED -> {
                scene.meter().commanded.increment();
                var command = new Testimony.Command(result.getRecorded().getSequence(), kind, reason);
                testimony.ifPresent(told -> {
                    told.known(saga.getSagaId());
                    told.commanded(command);
                });
            }
            case UNCHANGED, MOVED_ON, REFUSED -> {}
            case NO_SUCH_SAGA -> testimony.ifPresent(told -> told.wished(Wish.SAID_TO_BE_GONE));
            case RESULT_NOT_SET ->
                ownTestimony.contradiction(kind + " was answered with nothing for saga " + saga.getSagaId());
        }
    }

    private static SeenSaga seen(SagaSummary saga) {
        return SeenSaga.newBuilder()
                .setSagaId(saga.getSagaId())
                .setLastSequence(saga.getLastSequence())
                .build();
    }

    private static List<SeenSaga> seen(List<SagaSummary> sagas) {
        return sagas.stream().map(Operator::seen).toList();
    }
}
