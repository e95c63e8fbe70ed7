package dev.roundtrip.saga.runtime;

import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaEvent;
import java.util.List;
import org.jboss.logging.Logger;

/** One line per thing that matters to whoever runs this, with the saga's id in it. */
final class EngineLog {
    private static final Logger LOG = Logger.getLogger("dev.roundtrip.saga");

    private EngineLog() {}

    static void decided(Saga saga, List<SagaEvent> events) {
        for (var event : events) {
            switch (event) {
                case SagaEvent.CompensationStarted e ->
                    LOG.infof(
                            "saga %s turns back: %s%s (%s)",
                            saga.id(),
                            e.cause().step().isEmpty() ? "" : e.cause().step() + " ",
                            e.cause().reason(),
                            e.cause().message());
                case SagaEvent.StepStuck e ->
                    LOG.warnf("saga %s is stuck: its %s can't be given back; it goes on trying", saga.id(), e.step());
                case SagaEvent.Adopted e -> LOG.infof("saga %s is carried on by %s", saga.id(), e.node());
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
            }
        }
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

    static void bug(Throwable why) {
        LOG.error("the engine came upon a bug of its own and goes on", why);
    }

    static void journalBack() {
        LOG.info("the journal is reached again");
    }

    static void failedSweep(Throwable why) {
        LOG.warnf("looking for sagas to take over failed, and will be tried again: %s", why.getMessage());
    }

    static void notDrained(int left) {
        LOG.warnf("stopped with facts of %d sagas not written down; whoever takes them over asks again", left);
    }

    static void notReleased(Throwable why) {
        LOG.warnf("stopped without giving the lease back; others wait until it has run out (%s)", why.getMessage());
    }
}
