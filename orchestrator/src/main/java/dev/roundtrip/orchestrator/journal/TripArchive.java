package dev.roundtrip.orchestrator.journal;

import dev.roundtrip.orchestrator.trip.TripVersions;
import dev.roundtrip.saga.core.ImpossibleEvent;
import dev.roundtrip.saga.core.Saga;
import dev.roundtrip.saga.core.SagaStatus;
import dev.roundtrip.saga.journal.UnreadableJournal;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Trips as the journal tells of them: committed events only, whichever process wrote them. To be called on a Vert.x
 * context of the caller's own.
 */
@ApplicationScoped
public class TripArchive {
    private static final Logger LOG = Logger.getLogger(TripArchive.class);
    private static final int HISTORY_PAGE = 500;

    private final TripVersions versions;

    TripArchive(TripVersions versions) {
        this.versions = versions;
    }

    /** The trip of that id; empty when there is none. */
    public Uni<Optional<RecordedTrip>> trip(UUID tripId) {
        return ReadSession.reading(() -> SagaRecord.<SagaRecord>findById(tripId)
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<RecordedTrip>empty())
                        : withEvents(List.of(row)).map(trips -> trips.stream().findFirst())));
    }

    /**
     * Trips, newest first.
     *
     * @param status only those; all when empty
     * @param before only those older than this one; from the newest when empty
     * @param limit the most to return
     */
    public Uni<TripPage> trips(Optional<SagaStatus> status, Optional<UUID> before, int limit) {
        var where = "definition = :definition"
                + (status.isPresent() ? " and status = :status" : "")
                + (before.isPresent() ? " and sagaId < :before" : "");
        var arguments = Parameters.with("definition", versions.name());
        status.ifPresent(wanted -> arguments.and("status", wanted));
        before.ifPresent(last -> arguments.and("before", last));
        return ReadSession.reading(() -> SagaRecord.<SagaRecord>find(where, Sort.descending("sagaId"), arguments)
                .page(0, limit + 1)
                .list()
                .chain(rows -> page(rows, limit)));
    }

    /** Where it goes on is where its rows end: one that is deleted before its events are read must not end the list. */
    private Uni<TripPage> page(List<SagaRecord> rows, int limit) {
        var shown = rows.stream().limit(limit).toList();
        var last = rows.size() > limit ? Optional.of(shown.getLast().sagaId) : Optional.<UUID>empty();
        return withEvents(shown).map(trips -> new TripPage(trips, last));
    }

    private Uni<List<RecordedTrip>> withEvents(List<SagaRecord> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var ids = rows.stream().map(row -> row.sagaId).toList();
        return SagaEventRecord.<SagaEventRecord>find("sagaId in ?1", Sort.ascending("sagaId", "sequence"), ids)
                .list()
                .map(events -> {
                    Map<UUID, List<SagaEventRecord>> byTrip =
                            events.stream().collect(Collectors.groupingBy(event -> event.sagaId));
                    return rows.stream()
                            .filter(row -> !row.isDeleted(byTrip.containsKey(row.sagaId)))
                            .map(row -> recorded(row, byTrip.getOrDefault(row.sagaId, List.of())))
                            .toList();
                });
    }

    /** One trip that can't be read must not hide the others of its page. */
    private RecordedTrip recorded(SagaRecord row, List<SagaEventRecord> events) {
        Optional<Saga> saga;
        try {
            var history = events.stream().map(SagaEventRecord::toEvent).toList();
            saga = versions.definition(row.version).map(definition -> Saga.replay(row.sagaId, definition, history));
        } catch (ImpossibleEvent | UnreadableJournal e) {
            LOG.warnf("trip %s can't be read: %s", row.sagaId, e.getMessage());
            saga = Optional.empty();
        }
        return new RecordedTrip(row.sagaId, row.requestId, row.status, saga);
    }

    /**
     * What happened to a trip after the event of that number, a bounded stretch of it; empty when there is no trip. One that is
     * deleted meanwhile may seem to go on: the next look finds that it isn't there.
     */
    public Uni<Optional<History>> history(UUID tripId, long after) {
        return ReadSession.reading(() -> SagaRecord.<SagaRecord>findById(tripId)
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.<History>empty())
                        : SagaEventRecord.<SagaEventRecord>find(
                                        "sagaId = ?1 and sequence > ?2", Sort.ascending("sequence"), tripId, after)
                                .page(0, HISTORY_PAGE)
                                .list()
                                .map(events -> Optional.of(stretch(row, after, events)))));
    }

    private static History stretch(SagaRecord row, long after, List<SagaEventRecord> events) {
        long last = events.isEmpty() ? after : events.getLast().sequence;
        return new History(
                events.stream()
                        .map(event -> new NumberedEvent(event.sequence, event.toEvent()))
                        .toList(),
                row.status.isFinal() && last >= row.lastSequence);
    }
}
