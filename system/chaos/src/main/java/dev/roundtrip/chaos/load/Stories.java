package dev.roundtrip.chaos.load;

import com.google.type.Date;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.wire.Dates;
import java.time.Duration;
import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Every traveller's story: a pure function of the seed, the day and the story's number.
 *
 * @param seed the run's
 * @param today the day it began
 */
public record Stories(long seed, LocalDate today) {
    // How many of a hundred.
    private static final int CANCELLING = 10;
    private static final int DOUBLED = 8;
    private static final int OTHER_TRIP = 5;
    private static final int NONSENSE = 2;
    private static final int OVER_REST = 10;
    private static final int WATCHED = 15;
    private static final int WITHOUT_WAITING = 45;
    private static final int WITHOUT_A_CAR = 40;

    private static final int NO_SEAT = 6;
    private static final int NO_ROOM = 8;
    private static final int SCARCE = 15;

    /** So many stories, one after the other, are after the same last seats, rooms and cars. */
    private static final int RIVALS = 200;

    private static final int LONGEST_STAY = 3;
    private static final int MOST_PASSENGERS = 3;
    private static final int LATEST_CANCEL_MILLIS = 400;
    private static final int LONGEST_WAIT_MILLIS = 3_000;
    private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

    /** The story of that number, from 0. */
    public Story story(long number) {
        var random = new SplittableRandom(seed ^ (number + 1) * SCATTER);
        var request = request(number, random);
        var plot = plot(request, random);
        return new Story(
                number,
                plot,
                plot instanceof Plot.Nonsense ? nonsense(request, random) : request,
                random.nextInt(Integer.MAX_VALUE),
                percent(random, OVER_REST),
                percent(random, WATCHED),
                random.nextLong());
    }

    /** The request id of that story. */
    public String requestId(long number) {
        return requestIdPrefix() + number;
    }

    /** What all request ids of the run begin with, and no others. */
    public String requestIdPrefix() {
        return "run" + Long.toHexString(seed) + "-";
    }

    private static boolean percent(SplittableRandom random, int chance) {
        return random.nextInt(100) < chance;
    }

    private Plot plot(BookTripRequest request, SplittableRandom random) {
        int roll = random.nextInt(100);
        if (roll < CANCELLING) {
            return new Plot.ThenCancel(Duration.ofMillis(random.nextInt(LATEST_CANCEL_MILLIS)));
        }
        if (roll < CANCELLING + DOUBLED) {
            return new Plot.Twice();
        }
        if (roll < CANCELLING + DOUBLED + OTHER_TRIP) {
            var flight = request.getFlight();
            var other = request.toBuilder()
                    .setFlight(flight.toBuilder().setPassengers(flight.getPassengers() + 1))
                    .build();
            return new Plot.OtherTrip(other, random.nextBoolean());
        }
        if (roll < CANCELLING + DOUBLED + OTHER_TRIP + NONSENSE) {
            return new Plot.Nonsense();
        }
        return new Plot.Book();
    }

    private BookTripRequest request(long number, SplittableRandom random) {
        int roll = random.nextInt(100);
        boolean scarce = roll >= NO_SEAT + NO_ROOM && roll < NO_SEAT + NO_ROOM + SCARCE;
        int shortOf = scarce ? random.nextInt(3) : -1;
        var from = scarce ? rivalsDay(number) : day(random.nextInt(Stock.DAYS));
        var to = from.plusDays(1 + random.nextInt(LONGEST_STAY));
        var flight = roll < NO_SEAT ? Stock.NO_FLIGHT : shortOf == 0 ? Stock.SMALL_FLIGHT : Stock.FLIGHT;
        var noRoom = roll >= NO_SEAT && roll < NO_SEAT + NO_ROOM;
        var hotel = noRoom ? Stock.NO_HOTEL : shortOf == 1 ? Stock.SMALL_HOTEL : Stock.HOTEL;
        var request = BookTripRequest.newBuilder()
                .setRequestId(requestId(number))
                .setTraveller(
                        Traveller.newBuilder().setName("Traveller " + number).setEmail("t@example.org"))
                .setFlight(FlightWish.newBuilder()
                        .setOrigin(Stock.ORIGIN)
                        .setDestination(Stock.DESTINATION)
                        .setDepartureDate(date(from))
                        .setPassengers(1 + random.nextInt(MOST_PASSENGERS))
                        .setFlightNumber(flight))
                .setHotel(HotelWish.newBuilder()
                        .setHotelId(hotel)
                        .setCheckIn(date(from))
                        .setCheckOut(date(to))
                        .setRooms(1));
        if (shortOf == 2 || !percent(random, WITHOUT_A_CAR)) {
            var economy = shortOf == 2 || random.nextBoolean();
            request.setCar(CarWish.newBuilder()
                    .setLocation(shortOf == 2 ? Stock.FEW_CARS : Stock.CARS)
                    .setCarClass(economy ? CarClass.CAR_CLASS_ECONOMY : CarClass.CAR_CLASS_VAN)
                    .setPickUp(date(from))
                    .setDropOff(date(to)));
        }
        return patience(request, random).build();
    }

    /** Some want no more than to know that they are heard, some wait for a while, some until it is decided. */
    private static BookTripRequest.Builder patience(BookTripRequest.Builder request, SplittableRandom random) {
        if (percent(random, WITHOUT_WAITING)) {
            request.getWaitBuilder();
        } else if (random.nextBoolean()) {
            int millis = 1 + random.nextInt(LONGEST_WAIT_MILLIS);
            request.getWaitBuilder().setSeconds(millis / 1_000).setNanos(millis % 1_000 * 1_000_000);
        }
        return request;
    }

    private static BookTripRequest nonsense(BookTripRequest request, SplittableRandom random) {
        var wrong = request.toBuilder();
        switch (random.nextInt(4)) {
            case 0 -> wrong.getFlightBuilder().setPassengers(0);
            case 1 -> wrong.getHotelBuilder().setCheckOut(wrong.getHotel().getCheckIn());
            case 2 -> wrong.clearTraveller();
            default -> wrong.getFlightBuilder().setDestination("???");
        }
        return wrong.build();
    }

    private LocalDate rivalsDay(long number) {
        return day((int) (number / RIVALS % Stock.DAYS));
    }

    private LocalDate day(int after) {
        return today.plusDays(Stock.FIRST_DAY + after);
    }

    private static Date date(LocalDate day) {
        return Dates.toDate(day);
    }
}
