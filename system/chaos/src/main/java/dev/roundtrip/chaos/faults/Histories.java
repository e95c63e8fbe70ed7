package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.Rows;
import dev.roundtrip.local.Databases;
import dev.roundtrip.local.ServiceName;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Everything that is known of a trip, to understand without running again what went wrong with it. */
final class Histories {
    private static final Pattern TRIP =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private final Databases databases;
    private final Timeline timeline;
    private final Function<String, List<String>> told;

    /**
     * Reads them where they are.
     *
     * @param told what clients were told of a trip, by its id
     */
    Histories(Databases databases, Timeline timeline, Function<String, List<String>> told) {
        this.databases = databases;
        this.timeline = timeline;
        this.told = told;
    }

    /** The trips that are named in these, each once. */
    static Set<String> tripsIn(List<String> violations) {
        var trips = new LinkedHashSet<String>();
        violations.forEach(violation -> TRIP.matcher(violation).results().forEach(match -> trips.add(match.group())));
        return trips;
    }

    /** One trip's: what is in the four databases, what clients were told, and what was broken at the time. */
    List<String> of(String trip) {
        var lines = new ArrayList<String>();
        lines.add("trip " + trip);
        lines.addAll(section("journal", ServiceName.ORCHESTRATOR, "SELECT * FROM saga WHERE saga_id = ?", trip));
        lines.addAll(section(
                "event",
                ServiceName.ORCHESTRATOR,
                "SELECT sequence, at, kind, step, attempt, due_at, steps, fault, reason, message, actor, append_id"
                        + " FROM saga_event WHERE saga_id = ? ORDER BY sequence",
                trip));
        for (var participant : ServiceName.participants()) {
            lines.addAll(section(
                    participant.module() + " ledger",
                    participant,
                    "SELECT step, state, recorded_at, cancelled_at, answer IS NOT NULL AS answered FROM participant_ledger"
                            + " WHERE saga_id = ?",
                    trip));
            lines.addAll(section(
                    participant.module() + " reservation",
                    participant,
                    "SELECT * FROM " + participant.database() + "_reservation WHERE saga_id = ?",
                    trip));
        }
        told.apply(trip).forEach(line -> lines.add("  told: " + line));
        lines.addAll(meanwhile(trip));
        return lines;
    }

    private record Life(Instant from, Instant to) {}

    private List<String> meanwhile(String trip) {
        try {
            return life(trip).stream()
                    .flatMap(life -> timeline.overlapping(life.from(), life.to()).stream())
                    .map(incident -> "  meanwhile: " + incident.line())
                    .toList();
        } catch (SQLException e) {
            return List.of("  meanwhile: nobody knows, for when it was under way can't be read: " + e.getMessage());
        }
    }

    /** By an orchestrator's clock, and so with a margin. */
    private Optional<Life> life(String trip) throws SQLException {
        return Rows.of(
                        databases.of(ServiceName.ORCHESTRATOR),
                        "SELECT created_at, coalesce(ended_at, now()) FROM saga WHERE saga_id = ?",
                        row -> new Life(
                                row.getObject(1, OffsetDateTime.class)
                                        .toInstant()
                                        .minus(Schedule.MOST_SKEW),
                                row.getObject(2, OffsetDateTime.class)
                                        .toInstant()
                                        .plus(Schedule.MOST_SKEW)),
                        UUID.fromString(trip))
                .stream()
                .findFirst();
    }

    private List<String> section(String name, ServiceName service, String sql, String trip) {
        try {
            return Rows.of(
                    databases.of(service),
                    "SELECT row_to_json(found) FROM (" + sql + ") AS found",
                    row -> "  " + name + ": " + row.getString(1),
                    UUID.fromString(trip));
        } catch (SQLException e) {
            return List.of("  " + name + ": can't be read: " + e.getMessage());
        }
    }
}
