package dev.roundtrip.chaos.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.wire.Dates;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoriesTest {
    private static final LocalDate TODAY = LocalDate.of(2030, 5, 17);
    private static final Stories STORIES = new Stories(42, TODAY);
    private static final List<Story> MANY =
            LongStream.range(0, 5_000).mapToObj(STORIES::story).toList();

    @Test
    void theSameSeedTellsTheSameStories() {
        assertEquals(STORIES.story(17), new Stories(42, TODAY).story(17));
        assertNotEquals(STORIES.story(17), new Stories(43, TODAY).story(17));
        assertNotEquals(
                STORIES.story(17).request().getHotel(),
                STORIES.story(18).request().getHotel());
    }

    @Test
    void everyKindOccurs() {
        for (var plot : Plot.class.getPermittedSubclasses()) {
            assertOccurs(plot.getSimpleName(), story -> plot.isInstance(story.plot()));
        }
        assertOccurs("without a seat", story -> flies(story, Stock.NO_FLIGHT));
        assertOccurs("after the last seat", story -> flies(story, Stock.SMALL_FLIGHT));
        assertOccurs("without a room", story -> sleeps(story, Stock.NO_HOTEL));
        assertOccurs("after the last room", story -> sleeps(story, Stock.SMALL_HOTEL));
        assertOccurs(
                "after the last car",
                story -> story.request().getCar().getLocation().equals(Stock.FEW_CARS));
        assertOccurs("without a car", story -> !story.request().hasCar());
        assertOccurs("over REST", Story::overRest);
        assertOccurs("watched", Story::watches);
        assertOccurs("waits to the end", story -> !story.request().hasWait());
        assertOccurs("doesn't wait", story -> waits(story, 0));
        assertOccurs("waits for a while", story -> story.request().hasWait() && !waits(story, 0));
    }

    private static boolean flies(Story story, String flight) {
        return story.request().getFlight().getFlightNumber().equals(flight);
    }

    private static boolean sleeps(Story story, String hotel) {
        return story.request().getHotel().getHotelId().equals(hotel);
    }

    private static boolean waits(Story story, int nanos) {
        return story.request().hasWait()
                && story.request().getWait().getSeconds() == 0
                && story.request().getWait().getNanos() == nanos;
    }

    private static void assertOccurs(String what, Predicate<Story> kind) {
        var count = MANY.stream().filter(kind).count();
        assertTrue(count >= 50, () -> what + ": " + count);
    }

    @Test
    void everyStoryHasARequestIdOfItsOwn() {
        var ids = MANY.stream()
                .map(Story::request)
                .map(BookTripRequest::getRequestId)
                .collect(Collectors.toSet());
        assertEquals(MANY.size(), ids.size());
        ids.forEach(id -> assertTrue(id.startsWith(STORIES.requestIdPrefix()) && id.length() <= 64, id));
    }

    @Test
    void everyTripIsOnDaysThatThereIsSomethingOn() {
        var first = TODAY.plusDays(Stock.FIRST_DAY);
        var last = first.plusDays(Stock.DAYS);
        for (var story : MANY) {
            var day = Dates.toLocalDate(story.request().getFlight().getDepartureDate())
                    .orElseThrow();
            assertTrue(!day.isBefore(first) && day.isBefore(last), () -> "on " + day);
        }
    }

    @Test
    void anotherTripUnderTheSameIdIsAnotherTrip() {
        MANY.forEach(story -> {
            if (story.plot() instanceof Plot.OtherTrip other) {
                assertEquals(story.request().getRequestId(), other.other().getRequestId());
                assertNotEquals(Body.of(story.request()), Body.of(other.other()));
            }
        });
    }
}
