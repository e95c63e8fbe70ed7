package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.orchestrator.trip.TripVersions;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.UnreadableJournal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Trips as the journal tells of them: committed events only, whichever process wrote them. */
@ApplicationScoped
public class TripArchive {
    private static final Logger LOG = Logger.getLogger(TripArchive.class);
    private static final int HISTORY_PAGE = 500;

    private final JournalReader journal;
    private final TripVersions versions;

    TripArchive(JournalReader journal, TripVersions versions) {
        this.journal = journal;
        this.versions = versions;
    }

    /** The trip of that id; empty when there is none. */
    public Uni<Optional<RecordedTrip>> trip(UUID tripId) {
        return journal.saga(tripId).map(found -> found.filter(this::isTrip).map(this::trip));
    }

    /**
     * Trips, newest first.
     *
     * @param status only those; all when empty
     * @param before only those older than this one; from the newest when empty
     * @param limit the most to return
     */
    public Uni<TripPage> trips(Optional<SagaStatus> status, Optional<UUID> before, int limit) {
        return journal.sagas(SagaQuery.ofRuns(versions.name(), status, before, limit + 1))
                .map(sagas -> page(sagas, limit));
    }

    private TripPage page(List<RecordedSaga> sagas, int limit) {
        var shown = sagas.stream().limit(limit).map(this::trip).toList();
        var last = sagas.size() > limit ? Optional.of(shown.getLast().row().sagaId()) : Optional.<UUID>empty();
        return new TripPage(shown, last);
    }

    private boolean isTrip(RecordedSaga found) {
        return found.row().definition().name().equals(versions.name());
    }

    /** One trip that can't be read must not hide the others of its page. */
    private RecordedTrip trip(RecordedSaga found) {
        var row = found.row();
        Optional<Saga> saga;
        try {
            var history = found.events().stream().map(SagaEventRecord::toEvent).toList();
            saga = versions.definition(row.definition().version())
                    .map(definition -> Saga.replay(row.sagaId(), definition, history));
        } catch (ImpossibleEvent | UnreadableJournal e) {
            LOG.warnf("trip %s can't be read: %s", row.sagaId(), e.getMessage());
            saga = Optional.empty();
        }
        return new RecordedTrip(row, saga);
    }

    /** What happened to a trip after the event of that number, a bounded stretch of it; empty when there is no trip. */
    public Uni<Optional<History>> history(UUID tripId, long after) {
        return journal.stretch(tripId, after, HISTORY_PAGE)
                .map(found -> found.filter(this::isTrip).map(saga -> stretch(saga, after)));
    }

    private static History stretch(RecordedSaga found, long after) {
        var row = found.row();
        long last = found.events().isEmpty() ? after : found.events().getLast().sequence();
        return new History(
                found.events().stream()
                        .map(event -> new NumberedEvent(event.sequence(), event.toEvent()))
                        .toList(),
                row.status().isFinal() && last >= row.lastSequence());
    }
}
