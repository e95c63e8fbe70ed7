package dev.roundtrip.chaos.load;

import dev.roundtrip.chaos.load.Journal.KeptRequest;
import dev.roundtrip.local.Databases;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the clients of a run were told, and whether it was true. */
public final class ClientView {
    private static final int PAGE = 500;
    private static final int MOST_VIOLATIONS = 1_000;
    private static final Set<String> ENDS = Set.of("COMPLETED", "COMPENSATED", "CLOSED_BY_OPERATOR");

    private static final Optional<List<String>> NOT_YET = Optional.empty();

    private final Testimonies testimonies;
    private final Collection<Testimony> beside;
    private final String prefix;
    private final List<String> settled = new ArrayList<>();
    private final Map<String, List<String>> toldOfSettled = new HashMap<>();
    /** Of the stories whose requests were forgotten, the numbers: a bit for each. */
    private final BitSet forgottenStories = new BitSet();

    private long forgotten;

    ClientView(Testimonies testimonies, Collection<Testimony> beside, String prefix) {
        this.testimonies = testimonies;
        this.beside = List.copyOf(beside);
        this.prefix = prefix;
    }

    /** How many requests to book are remembered, and not forgotten because all that was told about them was found true. */
    public int remembered() {
        return testimonies.size();
    }

    /** How many of them were. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /**
     * Holds all that is remembered against the databases. Meant for a system at rest, with no client asking any more.
     *
     * @return what isn't so, each in words that name the request and the trip; with what {@link #settle} found before
     */
    public synchronized List<String> violations(Databases databases) {
        var found = new ArrayList<>(settled);
        var told = testimonies.all().stream().collect(Collectors.toMap(Testimony::requestId, Function.identity()));
        var journal = new Journal(databases);
        var seen = new HashMap<String, UUID>();
        Optional<UUID> last = Optional.empty();
        while (true) {
            var page = journal.page(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(trip -> found.addAll(check(trip, told, seen)));
            last = Optional.of(page.getLast().id());
        }
        told.keySet().removeAll(seen.keySet());
        found.addAll(absent(List.copyOf(told.values()), journal));
        testimonies.all().forEach(testimony -> found.addAll(contradictions(testimony)));
        beside.forEach(testimony -> found.addAll(contradictions(testimony)));
        return found.stream().limit(MOST_VIOLATIONS).toList();
    }

    /**
     * Everything that is remembered of what clients were told about a trip, for people. Of trips with which something was wrong,
     * that is everything.
     */
    public synchronized List<String> told(String tripId) {
        return Stream.concat(
                        toldOfSettled.getOrDefault(tripId, List.of()).stream(),
                        testimonies.all().stream()
                                .filter(testimony -> testimony.tripIds().contains(tripId))
                                .flatMap(ClientView::words))
                .toList();
    }

    private static Stream<String> words(Testimony testimony) {
        var bookings = testimony.bookings().values().stream()
                .map(told -> "request " + testimony.requestId()
                        + (told.accepted() ? " accepted" : "")
                        + (told.mayBe() && !told.accepted() ? " unanswered" : "")
                        + (told.taken() ? " taken by another trip" : "")
                        + (told.refusal().isEmpty() ? "" : " refused: " + told.refusal()));
        var answers = testimony.answers().stream()
                .map(trip -> "trip as of event " + trip.getLastSequence() + ": " + trip.getStatus());
        var events = testimony.events().stream()
                .map(event -> "event " + event.getSequence() + ": " + event.getType() + " " + event.getStep());
        var commands = testimony.commands().stream().map(Testimony.Command::toString);
        var wishes = Stream.of(Testimony.Wish.values()).filter(testimony::has).map(Enum::name);
        return Stream.of(bookings, answers, events, commands, wishes).flatMap(lines -> lines);
    }

    private List<String> check(RecordedTrip trip, Map<String, Testimony> told, Map<String, UUID> seen) {
        if (!trip.requestId().startsWith(prefix)) {
            return List.of();
        }
        var other = seen.putIfAbsent(trip.requestId(), trip.id());
        if (other != null) {
            return List.of(about(trip) + "came of a request that is trip " + other + " already");
        }
        return Optional.ofNullable(told.get(trip.requestId()))
                .map(testimony -> check(testimony, trip))
                .orElseGet(() -> wasForgotten(trip.requestId())
                        ? List.of()
                        : List.of(about(trip) + "is a trip that nobody asked for"));
    }

    private boolean wasForgotten(String requestId) {
        return storyNumber(requestId).filter(forgottenStories::get).isPresent();
    }

    private Optional<Integer> storyNumber(String requestId) {
        return Optional.of(requestId)
                .filter(id -> id.startsWith(prefix))
                .map(id -> id.substring(prefix.length()))
                .filter(number -> number.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
    }

    private static List<String> check(Testimony testimony, RecordedTrip trip) {
        return TripCheck.violations(testimony, trip).stream()
                .map(what -> about(trip) + what)
                .toList();
    }

    private static String about(RecordedTrip trip) {
        return "trip " + trip.id() + " (request " + trip.requestId() + ", " + trip.status() + ") ";
    }

    private static List<String> contradictions(Testimony testimony) {
        return testimony.contradictions().stream()
                .map(what -> "trip " + String.join(", ", testimony.tripIds()) + " (request " + testimony.requestId()
                        + ") " + what)
                .toList();
    }

    /** Of what was told about requests for which there is no trip. */
    private static List<String> absent(List<Testimony> told, Journal journal) {
        var found = new ArrayList<String>();
        inPages(told, page -> {
            var kept = kept(page, journal);
            page.forEach(
                    testimony -> found.addAll(absent(testimony, Optional.ofNullable(kept.get(testimony.requestId())))));
        });
        return found;
    }

    private static List<String> absent(Testimony testimony, Optional<KeptRequest> kept) {
        return AbsentCheck.violations(testimony, kept).stream()
                .map(what -> "request " + testimony.requestId() + " " + what)
                .toList();
    }

    /**
     * Checks what can be checked while the clients go on, and forgets what was found true: that of trips which have ended, and
     * that nobody is asking for now. What isn't true is kept for {@link #violations}. To be called every so often in a long run,
     * and, when ended trips are deleted, more often than they are.
     */
    public synchronized void settle(Databases databases) {
        var journal = new Journal(databases);
        var closed = testimonies.all().stream().filter(Testimony::isClosed).toList();
        inPages(closed.stream().filter(Testimony::isTrip).toList(), page -> settleTrips(page, journal));
        inPages(closed.stream().filter(Testimony::isRefused).toList(), page -> settleRefused(page, journal));
    }

    private static void inPages(List<Testimony> all, Consumer<List<Testimony>> settle) {
        for (int from = 0; from < all.size(); from += PAGE) {
            settle.accept(all.subList(from, Math.min(from + PAGE, all.size())));
        }
    }

    private void settleTrips(List<Testimony> page, Journal journal) {
        var ids = page.stream()
                .flatMap(testimony -> testimony.tripIds().stream())
                .map(UUID::fromString)
                .collect(Collectors.toSet());
        // In this order: what is deleted in between is found among what is kept.
        var trips = journal.trips(ids).stream()
                .collect(Collectors.toMap(RecordedTrip::requestId, Function.identity(), (one, other) -> one));
        var kept = kept(page, journal);
        for (var testimony : page) {
            Optional.ofNullable(trips.get(testimony.requestId()))
                    // Deleted since it was read, if that is true: the next time it is not read any more.
                    .filter(trip -> !testimony.has(Testimony.Wish.SAID_TO_BE_GONE))
                    .map(trip -> ENDS.contains(trip.status()) ? Optional.of(check(testimony, trip)) : NOT_YET)
                    // One that is missing altogether is left for the end, when nothing is under way.
                    .orElseGet(() -> Optional.ofNullable(kept.get(testimony.requestId()))
                            .filter(request -> request.endedAs().isPresent())
                            .map(request -> absent(testimony, Optional.of(request))))
                    .ifPresent(violations -> settled(testimony, violations));
        }
    }

    private void settled(Testimony testimony, List<String> violations) {
        var found = Stream.of(violations, contradictions(testimony))
                .flatMap(List::stream)
                .limit(Math.max(0, MOST_VIOLATIONS - settled.size()))
                .toList();
        settled.addAll(found);
        if (!found.isEmpty()) {
            var words = words(testimony).toList();
            testimony.tripIds().forEach(trip -> toldOfSettled.put(trip, words));
        }
        forget(testimony);
    }

    private static Map<String, KeptRequest> kept(List<Testimony> page, Journal journal) {
        return journal.kept(page.stream().map(Testimony::requestId).toList()).stream()
                .collect(Collectors.toMap(KeptRequest::requestId, Function.identity()));
    }

    /** What was refused, and is not there, can't be there later. */
    private void settleRefused(List<Testimony> page, Journal journal) {
        var kept = kept(page, journal);
        page.stream()
                .filter(testimony -> !kept.containsKey(testimony.requestId()))
                .filter(testimony -> testimony.contradictions().isEmpty())
                .forEach(this::forget);
    }

    private void forget(Testimony testimony) {
        testimonies.forget(testimony.requestId());
        storyNumber(testimony.requestId()).ifPresent(forgottenStories::set);
        forgotten++;
    }
}
