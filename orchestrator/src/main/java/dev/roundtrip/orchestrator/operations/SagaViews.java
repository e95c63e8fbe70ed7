package dev.roundtrip.orchestrator.operations;

import com.google.protobuf.ByteString;
import dev.roundtrip.orchestrator.journal.SagaArchive;
import dev.roundtrip.orchestrator.journal.SagaEventRecord;
import dev.roundtrip.orchestrator.journal.SagaFilter;
import dev.roundtrip.orchestrator.journal.SagaRecord;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.StepState;
import dev.roundtrip.saga.v1.Saga;
import dev.roundtrip.saga.v1.SagaCause;
import dev.roundtrip.saga.v1.SagaFlag;
import dev.roundtrip.saga.v1.SagaHistoryEvent;
import dev.roundtrip.saga.v1.SagaOwner;
import dev.roundtrip.saga.v1.SagaStatus;
import dev.roundtrip.saga.v1.SagaStep;
import dev.roundtrip.saga.v1.SagaSummary;
import dev.roundtrip.saga.v1.StepStatus;
import dev.roundtrip.wire.Dates;
import java.util.List;
import java.util.Optional;

/** Sagas as operators see them. */
final class SagaViews {
    private SagaViews() {}

    static SagaSummary summary(SagaRecord row) {
        var summary = SagaSummary.newBuilder()
                .setSagaId(row.sagaId().toString())
                .setRequestId(row.requestId())
                .setDefinition(row.definition().name())
                .setVersion(row.definition().version())
                .setStatus(status(row.status()))
                .setUnknownVersion(row.unknownVersion())
                .setLastSequence(row.lastSequence())
                .setOwner(owner(row.owner()))
                .setStartTime(Dates.toTimestamp(row.startedAt()));
        if (row.stuck()) {
            summary.addFlags(SagaFlag.SAGA_FLAG_STUCK);
        }
        if (row.paused()) {
            summary.addFlags(SagaFlag.SAGA_FLAG_PAUSED);
        }
        row.quarantined().ifPresent(why -> summary.addFlags(SagaFlag.SAGA_FLAG_QUARANTINED)
                .setQuarantineReason(why));
        row.endedAt().ifPresent(end -> summary.setEndTime(Dates.toTimestamp(end)));
        return summary.build();
    }

    private static SagaOwner owner(SagaRecord.Owner known) {
        var owner = SagaOwner.newBuilder().setNodeId(known.nodeId().toString());
        known.known().ifPresent(node -> owner.setName(node.name()).setAlive(node.alive()));
        return owner.build();
    }

    static Saga saga(SagaArchive.Inspected inspected) {
        var view = Saga.newBuilder().setSummary(summary(inspected.row()));
        inspected.unreadable().ifPresent(view::setUnreadable);
        inspected.saga().ifPresent(saga -> {
            saga.steps().forEach((name, state) -> view.addSteps(step(name, state)));
            view.setDeadline(Dates.toTimestamp(saga.deadline())).setPivotPassed(saga.pivotPassed());
            saga.pausedAt().ifPresent(since -> view.setPausedSince(Dates.toTimestamp(since)));
            saga.cause().ifPresent(cause -> view.setCause(cause(cause)));
        });
        return view.build();
    }

    private static SagaCause cause(Cause cause) {
        return SagaCause.newBuilder()
                .setStep(cause.step())
                .setReason(cause.reason())
                .setMessage(cause.message())
                .build();
    }

    private static SagaStep step(String name, StepState state) {
        var step = SagaStep.newBuilder()
                .setName(name)
                .setStatus(status(state.status()))
                .setAttempts(state.attempt())
                .setStuck(state.stuck())
                .setByHand(state.byHand())
                .setAnswerSize(state.answer().size());
        state.attempts().nextAt().ifPresent(due -> step.setNextAttemptTime(Dates.toTimestamp(due)));
        return step.build();
    }

    static SagaHistoryEvent event(SagaEventRecord found, boolean withPayload) {
        var row = found.columns();
        var event = SagaHistoryEvent.newBuilder()
                .setSequence(found.sequence())
                .setTime(Dates.toTimestamp(row.at()))
                .setKind(row.kind());
        Optional.ofNullable(row.step()).ifPresent(event::setStep);
        Optional.ofNullable(row.attempt()).ifPresent(event::setAttempt);
        Optional.ofNullable(row.dueAt()).ifPresent(due -> event.setDueTime(Dates.toTimestamp(due)));
        Optional.ofNullable(row.steps())
                .filter(steps -> !steps.isEmpty())
                .ifPresent(steps -> event.addAllSteps(List.of(steps.split(" "))));
        Optional.ofNullable(row.fault()).ifPresent(event::setFault);
        Optional.ofNullable(row.reason()).ifPresent(event::setReason);
        Optional.ofNullable(row.message()).ifPresent(event::setMessage);
        Optional.ofNullable(row.actor()).ifPresent(event::setActor);
        Optional.ofNullable(row.payload()).ifPresent(payload -> {
            event.setPayloadSize(payload.size());
            if (withPayload) {
                event.setPayload(ByteString.copyFrom(payload.bytes()));
            }
        });
        return event.build();
    }

    static SagaStatus status(dev.roundtrip.saga.core.SagaStatus status) {
        return switch (status) {
            case RUNNING -> SagaStatus.SAGA_STATUS_RUNNING;
            case COMPENSATING -> SagaStatus.SAGA_STATUS_COMPENSATING;
            case COMPLETED -> SagaStatus.SAGA_STATUS_COMPLETED;
            case COMPENSATED -> SagaStatus.SAGA_STATUS_COMPENSATED;
            case CLOSED_BY_OPERATOR -> SagaStatus.SAGA_STATUS_CLOSED_BY_OPERATOR;
        };
    }

    /** The status that operators call so. */
    static dev.roundtrip.saga.core.SagaStatus status(SagaStatus status) {
        return switch (status) {
            case SAGA_STATUS_RUNNING -> dev.roundtrip.saga.core.SagaStatus.RUNNING;
            case SAGA_STATUS_COMPENSATING -> dev.roundtrip.saga.core.SagaStatus.COMPENSATING;
            case SAGA_STATUS_COMPLETED -> dev.roundtrip.saga.core.SagaStatus.COMPLETED;
            case SAGA_STATUS_COMPENSATED -> dev.roundtrip.saga.core.SagaStatus.COMPENSATED;
            case SAGA_STATUS_CLOSED_BY_OPERATOR -> dev.roundtrip.saga.core.SagaStatus.CLOSED_BY_OPERATOR;
            case SAGA_STATUS_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no saga is " + status);
        };
    }

    /** The flag that operators call so. */
    static SagaFilter.Flag flag(SagaFlag flag) {
        return switch (flag) {
            case SAGA_FLAG_STUCK -> SagaFilter.Flag.STUCK;
            case SAGA_FLAG_PAUSED -> SagaFilter.Flag.PAUSED;
            case SAGA_FLAG_QUARANTINED -> SagaFilter.Flag.QUARANTINED;
            case SAGA_FLAG_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no saga shows " + flag);
        };
    }

    private static StepStatus status(dev.roundtrip.saga.core.StepStatus status) {
        return switch (status) {
            case PENDING -> StepStatus.STEP_STATUS_PENDING;
            case RUNNING -> StepStatus.STEP_STATUS_RUNNING;
            case SUCCEEDED -> StepStatus.STEP_STATUS_SUCCEEDED;
            case REJECTED -> StepStatus.STEP_STATUS_REJECTED;
            case COMPENSATING -> StepStatus.STEP_STATUS_COMPENSATING;
            case COMPENSATED -> StepStatus.STEP_STATUS_COMPENSATED;
            case SKIPPED -> StepStatus.STEP_STATUS_SKIPPED;
        };
    }
}
