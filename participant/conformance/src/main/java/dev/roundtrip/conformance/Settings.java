package dev.roundtrip.conformance;

import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.conformance.trade.Cars;
import dev.roundtrip.conformance.trade.Flights;
import dev.roundtrip.conformance.trade.Hotels;
import dev.roundtrip.conformance.trade.Trade;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line says, checked.
 *
 * @param values settings by their names; those that are blank count as not given
 */
record Settings(Map<String, String> values) {
    private static final int MOST_DAYS = 30;
    private static final String EUROS = "EUR";
    private static final LocalDate FIRST_DAY = LocalDate.of(2035, 1, 1);

    Suite suite(long seedOtherwise) {
        var target = Target.parse(given("TARGET")
                .orElseThrow(
                        () -> new Misuse("TARGET is not given: make conformance TARGET=host:port SERVICE=flight.")));
        var limits = Limits.usual();
        return new Suite(
                trade(),
                target,
                given("RESTART_CMD").map(command -> new ShellRestart(command, limits.restart())),
                seed(seedOtherwise),
                limits);
    }

    private Trade trade() {
        var service =
                given("SERVICE").orElseThrow(() -> new Misuse("SERVICE is not given: it is flight, hotel or car."));
        return switch (service) {
            case "flight" ->
                new Flights(
                        or("FLIGHT", "RT999"), or("ORIGIN", "ZZY"), or("DESTINATION", "ZZZ"), date("DATE"), currency());
            case "hotel" ->
                new Hotels(
                        or("HOTEL", "conformance"),
                        or("CITY", "Nowhere"),
                        date("CHECK_IN"),
                        days("NIGHTS"),
                        currency());
            case "car" -> new Cars(or("LOCATION", "ZZZ"), carClass(), date("PICK_UP"), days("DAYS"), currency());
            default -> throw new Misuse("SERVICE is '" + service + "': it is flight, hotel or car.");
        };
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private String or(String name, String otherwise) {
        return given(name).orElse(otherwise);
    }

    private String currency() {
        return or("CURRENCY", EUROS);
    }

    private LocalDate date(String name) {
        var text = or(name, FIRST_DAY.toString());
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Misuse(name + " is '" + text + "': it is a day, such as " + FIRST_DAY + ".");
        }
    }

    private int days(String name) {
        var text = or(name, "3");
        if (!text.matches("[1-9][0-9]?") || Integer.parseInt(text) < 2 || Integer.parseInt(text) > MOST_DAYS) {
            throw new Misuse(name + " is '" + text + "': it is a number from 2 to " + MOST_DAYS + ".");
        }
        return Integer.parseInt(text);
    }

    private CarClass carClass() {
        var text = or("CLASS", "COMPACT");
        return switch (text) {
            case "ECONOMY" -> CarClass.CAR_CLASS_ECONOMY;
            case "COMPACT" -> CarClass.CAR_CLASS_COMPACT;
            case "ESTATE" -> CarClass.CAR_CLASS_ESTATE;
            case "VAN" -> CarClass.CAR_CLASS_VAN;
            default -> throw new Misuse("CLASS is '" + text + "': it is ECONOMY, COMPACT, ESTATE or VAN.");
        };
    }

    private long seed(long otherwise) {
        var text = or("SEED", Long.toString(otherwise));
        if (!text.matches("[0-9]{1,18}")) {
            throw new Misuse("SEED is '" + text + "': it is a number of at most 18 digits.");
        }
        return Long.parseLong(text);
    }
}
