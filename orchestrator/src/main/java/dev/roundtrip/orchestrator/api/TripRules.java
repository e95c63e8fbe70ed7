package dev.roundtrip.orchestrator.api;

import com.google.protobuf.util.Durations;
import com.google.type.Date;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.CarClass;
import dev.roundtrip.trip.v1.CarWish;
import dev.roundtrip.trip.v1.FlightWish;
import dev.roundtrip.trip.v1.HotelWish;
import dev.roundtrip.trip.v1.Traveller;
import dev.roundtrip.wire.Dates;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Texts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * What a request for a trip must look like. Two sets of rules: those of form, which a request keeps for ever or never does,
 * and those that depend on today, which one that was accepted yesterday need not keep when it is repeated.
 */
final class TripRules {
    private static final int MAX_DAYS = 30;
    private static final int MAX_OF_A_KIND = 9;
    private static final Pattern REQUEST_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");
    private static final Pattern FLIGHT_NUMBER = Pattern.compile("[A-Z0-9]{0,8}");
    private static final Pattern HOTEL_ID = Pattern.compile("[a-z0-9-]{1,64}");
    private static final String FULL_DATE = "must be a full calendar date";

    private TripRules() {}

    /** Every violation of form. */
    static FieldViolations form(BookTripRequest request) {
        var found = new FieldViolations();
        found.require(
                REQUEST_ID.matcher(request.getRequestId()).matches(),
                "request_id",
                "must be 1 to 64 printable ASCII characters without spaces");
        found.require(request.hasTraveller(), "traveller", "is required");
        found.require(request.hasFlight(), "flight", "is required");
        found.require(request.hasHotel(), "hotel", "is required");
        found.require(
                Texts.isThreeCapitals(request.getCurrencyCode()),
                "currency_code",
                "must be three capital letters, such as EUR");
        found.require(
                !request.hasWait()
                        || (Durations.isValid(request.getWait()) && !Durations.isNegative(request.getWait())),
                "wait",
                "must be a duration that is not negative");
        if (request.hasTraveller()) {
            traveller(request.getTraveller(), found);
        }
        if (request.hasFlight()) {
            flight(request.getFlight(), found);
        }
        if (request.hasHotel()) {
            hotel(request.getHotel(), found);
        }
        if (request.hasCar()) {
            car(request.getCar(), found);
        }
        return found;
    }

    private static void traveller(Traveller traveller, FieldViolations found) {
        found.require(
                Texts.isLine(traveller.getName(), 120), "traveller.name", "must be 1 to 120 characters, and not blank");
        found.require(
                Texts.isLine(traveller.getEmail(), 254)
                        && EMAIL.matcher(traveller.getEmail()).matches(),
                "traveller.email",
                "must be an address of 3 to 254 characters, such as ada@example.org");
    }

    private static void flight(FlightWish flight, FieldViolations found) {
        airport(flight.getOrigin(), "flight.origin", found);
        airport(flight.getDestination(), "flight.destination", found);
        found.require(
                flight.getOrigin().isEmpty() || !flight.getOrigin().equals(flight.getDestination()),
                "flight.destination",
                "must be another airport than the origin");
        date(flight.getDepartureDate(), "flight.departure_date", found);
        count(flight.getPassengers(), "flight.passengers", found);
        found.require(
                FLIGHT_NUMBER.matcher(flight.getFlightNumber()).matches(),
                "flight.flight_number",
                "must be at most 8 capital letters and digits, or empty");
    }

    private static void hotel(HotelWish hotel, FieldViolations found) {
        found.require(
                HOTEL_ID.matcher(hotel.getHotelId()).matches(),
                "hotel.hotel_id",
                "must be 1 to 64 characters of a-z, 0-9 and '-'");
        period(hotel.getCheckIn(), hotel.getCheckOut(), "hotel.check_in", "hotel.check_out", found);
        count(hotel.getRooms(), "hotel.rooms", found);
    }

    private static void car(CarWish car, FieldViolations found) {
        airport(car.getLocation(), "car.location", found);
        found.require(
                car.getCarClass() != CarClass.UNRECOGNIZED && car.getCarClass() != CarClass.CAR_CLASS_UNSPECIFIED,
                "car.car_class",
                "must be one of the classes of CarClass");
        period(car.getPickUp(), car.getDropOff(), "car.pick_up", "car.drop_off", found);
    }

    private static void airport(String code, String field, FieldViolations found) {
        found.require(Airports.isKnown(code), field, "must be the IATA code of a known airport, such as LIS");
    }

    private static void count(int count, String field, FieldViolations found) {
        found.require(count >= 1 && count <= MAX_OF_A_KIND, field, "must be 1 to " + MAX_OF_A_KIND);
    }

    private static boolean date(Date date, String field, FieldViolations found) {
        return found.require(Dates.toLocalDate(date).isPresent(), field, FULL_DATE);
    }

    private static void period(Date first, Date last, String firstField, String lastField, FieldViolations found) {
        boolean dates = date(first, firstField, found) & date(last, lastField, found);
        if (dates) {
            long days = ChronoUnit.DAYS.between(
                    Dates.toLocalDate(first).orElseThrow(),
                    Dates.toLocalDate(last).orElseThrow());
            found.require(
                    days >= 1 && days <= MAX_DAYS, lastField, "must be 1 to " + MAX_DAYS + " days after " + firstField);
        }
    }

    /**
     * Every date that is past, of a request whose form is right. A day is past when it is over everywhere on earth.
     *
     * @param today the date where it is earliest
     */
    static FieldViolations past(BookTripRequest request, LocalDate today) {
        var found = new FieldViolations();
        notPast(request.getFlight().getDepartureDate(), "flight.departure_date", today, found);
        notPast(request.getHotel().getCheckIn(), "hotel.check_in", today, found);
        if (request.hasCar()) {
            notPast(request.getCar().getPickUp(), "car.pick_up", today, found);
        }
        return found;
    }

    private static void notPast(Date date, String field, LocalDate today, FieldViolations found) {
        boolean past = Dates.toLocalDate(date).orElseThrow().isBefore(today);
        found.require(!past, field, "must not be in the past");
    }
}
