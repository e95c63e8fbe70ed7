package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Call;
import dev.roundtrip.saga.core.Cause;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** One line per thing that matters to whoever runs this, with the saga's id in it. */
final class EngineLog {
    private static final Logger LOG = Logger.getLogger("dev.roundtrip.saga");

    private EngineLog() {}

    static void decided(Saga saga, List<SagaEvent> events) {
        for (var event : events) {
            switch (event) {
                case SagaEvent.CompensationStarted e -> turned(saga, e.cause());
                case SagaEvent.PivotClosing e ->
                    LOG.infof(
                            "saga %s would turn back (%s), and first asks whether its pivot has passed",
                            saga.id(), e.cause().reason());
                case SagaEvent.StepStuck e ->
                    LOG.warnf(
                            "saga %s is stuck: its %s must succeed and doesn't; it goes on trying",
                            saga.id(), e.step());
                case SagaEvent.Adopted e -> LOG.infof("saga %s is carried on by %s", saga.id(), e.node());
                case SagaEvent.SagaClosed e ->
                    LOG.warnf("saga %s is closed by an operator's word; nobody has checked what is left", saga.id());
                case SagaEvent.SagaCompleted e -> LOG.debugf("saga %s is completed", saga.id());
                case SagaEvent.SagaCompensated e -> LOG.infof("saga %s is compensated", saga.id());
                case SagaEvent.StepUnknown e ->
                    LOG.debugf("saga %s: %s, attempt %d: %s", saga.id(), e.step(), e.attempt(), e.fault());
                case SagaEvent.StepCompensationUnknown e ->
                    LOG.debugf("saga %s: undo %s, attempt %d: %s", saga.id(), e.step(), e.attempt(), e.fault());
                case SagaEvent.SagaStarted e -> {}
                case SagaEvent.StepStarted e -> {}
                case SagaEvent.StepSucceeded e -> {}
                case SagaEvent.StepRejected e -> {}
                case SagaEvent.CancelRequested e -> {}
                case SagaEvent.StepCompensationStarted e -> {}
                case SagaEvent.StepCompensated e -> {}
                case SagaEvent.StepAccepted e -> {}
                case SagaEvent.StepCloseStarted e -> {}
                case SagaEvent.StepCloseUnknown e ->
                    LOG.debugf("saga %s: close %s, attempt %d: %s", saga.id(), e.step(), e.attempt(), e.fault());
                case SagaEvent.StepClosed e -> {}
                case SagaEvent.OperatorEvent e -> commanded(saga, e);
            }
        }
    }

    /** Two of the causes mean that someone has to look at how services were put together. */
    private static void turned(Saga saga, Cause cause) {
        boolean alarming =
                cause.reason().equals(Cause.SUPERSEDED) || cause.reason().equals(Cause.REFUSED_AS_INVALID);
        LOG.logf(
                alarming ? Logger.Level.WARN : Logger.Level.INFO,
                "saga %s turns back: %s%s (%s)",
                saga.id(),
                cause.step().isEmpty() ? "" : cause.step() + " ",
                cause.reason(),
                cause.message());
    }

    static void commanded(Saga saga, SagaEvent.OperatorEvent event) {
        LOG.infof("saga %s: %s by %s", saga.id(), event.kind(), event.note());
    }

    static void unknownVersion(Object sagaId) {
        LOG.warnf("saga %s is quarantined until a node that knows its version is there", sagaId);
    }

    static void released(Object sagaId) {
        LOG.infof("saga %s is no longer quarantined: its version is known here", sagaId);
    }

    static void quarantined(Object sagaId, Throwable why) {
        LOG.errorf(why, "saga %s can't be carried on and is left for a person to look at", sagaId);
    }

    static void journalAway(Throwable why) {
        LOG.warnf("the journal can't be reached; what runs waits and goes on when it is back (%s)", why.getMessage());
    }

    static void notWritten(Throwable why) {
        LOG.warnf("a write to the journal failed and is repeated until it is done: %s", why.getMessage());
    }

    /** Once with its trace; a stuck step is tried for ever. */
    static void threw(Object sagaId, Call call, Throwable bug) {
        if (call.attempt() == 1) {
            LOG.warnf(bug, "saga %s: its %s (%s) throws instead of answering", sagaId, call.step(), call.direction());
        } else {
            LOG.debugf("saga %s: its %s (%s) throws: %s", sagaId, call.step(), call.direction(), bug);
        }
    }

    static void bug(Throwable why) {
        LOG.error("the engine came upon a bug of its own and goes on", why);
    }

    static void journalBack() {
        LOG.info("the journal is reached again");
    }

    static void failedSweep(Throwable why) {
        LOG.warnf("looking for sagas to take over failed, and will be tried again: %s", why.getMessage());
    }

    static void deleted(Retention.Run run, Duration took) {
        if (run.failures() > 0) {
            LOG.warnf(
                    "%d sagas and %d request ids were kept for long enough and are deleted, which took %d ms; %d statements"
                            + " failed meanwhile and were tried again with less to do",
                    run.sagas(), run.requestIds(), took.toMillis(), run.failures());
        } else if (run.sagas() > 0 || run.requestIds() > 0) {
            LOG.infof(
                    "%d sagas and %d request ids were kept for long enough and are deleted, which took %d ms",
                    run.sagas(), run.requestIds(), took.toMillis());
        }
    }

    static void deletedLess(Throwable why, int failures, BatchSize size) {
        LOG.debugf(
                "deleting what ended long ago failed (%d. time) and is tried again in %d ms with %d at once: %s",
                failures, size.pause().toMillis(), size.now(), why.getMessage());
    }

    static void notDeleted(Throwable why) {
        LOG.warnf(
                "deleting what ended long ago fails again and again, also in small steps, and is left until the next run: %s",
                why.getMessage());
    }

    static void notDrained(int left) {
        LOG.warnf("stopped with facts of %d sagas not written down; whoever takes them over asks again", left);
    }

    static void notReleased(Throwable why) {
        LOG.warnf("stopped without giving the lease back; others wait until it has run out (%s)", why.getMessage());
    }
}
