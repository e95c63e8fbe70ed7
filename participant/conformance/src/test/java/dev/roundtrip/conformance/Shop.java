package dev.roundtrip.conformance;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.conformance.trade.Cars;
import dev.roundtrip.conformance.trade.Flights;
import dev.roundtrip.conformance.trade.Hotels;
import dev.roundtrip.conformance.trade.Trade;
import dev.roundtrip.wire.Dates;
import dev.roundtrip.wire.FieldViolations;
import dev.roundtrip.wire.Texts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How one kind of participant reads orders and words its answers; its stock is kept elsewhere. */
interface Shop {
    /** The days are counted from the first of the inventory. */
    record Order(int units, int first, int end) {}

    /** Reads an order but its key; what it answers counts only if nothing was found wrong. */
    Order read(Message request, FieldViolations violations);

    Message reservation(Message request, String code);

    /** @param left what is left on each day */
    Message found(Message search, List<Integer> left);

    static Shop of(Trade trade) {
        return switch (trade) {
            case Flights flights -> new FlightShop(flights);
            case Hotels hotels -> new HotelShop(hotels);
            case Cars cars -> new CarShop(cars);
        };
    }

    static void person(String currency, String traveller, FieldViolations violations) {
        violations.require(Texts.isThreeCapitals(currency), "currency_code", "must be three capitals");
        violations.require(Texts.isLine(traveller, 120), "traveller_name", "must be 1 to 120 characters");
    }

    /** Days counted from the first of the inventory. */
    static Order days(
            LocalDate inventory, String from, Date first, String to, Date end, int units, FieldViolations violations) {
        var begin = Dates.toLocalDate(first);
        var finish = Dates.toLocalDate(end);
        violations.require(begin.isPresent(), from, "must be a date");
        violations.require(finish.isPresent(), to, "must be a date");
        if (begin.isEmpty() || finish.isEmpty()) {
            return new Order(0, 0, 0);
        }
        var days = ChronoUnit.DAYS.between(begin.get(), finish.get());
        violations.require(days >= 1 && days <= 30, to, "must be 1 to 30 days later");
        return new Order(units, between(inventory, begin.get()), between(inventory, finish.get()));
    }

    static int between(LocalDate inventory, LocalDate day) {
        return Math.toIntExact(ChronoUnit.DAYS.between(inventory, day));
    }

    static int least(List<Integer> left, Order days) {
        return left.subList(days.first(), days.end()).stream()
                .min(Integer::compare)
                .orElseThrow();
    }
}
