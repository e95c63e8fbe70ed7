package dev.roundtrip.bench.participants;

import dev.roundtrip.bench.load.FlightOnSale;
import dev.roundtrip.flight.v1.FlightReservation;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;

/** What is kept of a reserve so that a repeat can be answered: the same as the service keeps. */
final class Answers {
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 6;

    byte[] fingerprint(FlightOnSale flight) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Wishes.seatOn(flight).build().toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String newCode() {
        var random = ThreadLocalRandom.current();
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    byte[] bytes(String code, FlightOnSale offer) {
        return FlightReservation.newBuilder()
                .setConfirmationCode(code)
                .setFlightNumber(offer.number())
                .setOrigin(offer.origin())
                .setDestination(offer.destination())
                .setDepartureDate(Dates.toDate(offer.date()))
                .setPassengers(Wishes.SEATS)
                .setPrice(Amounts.toMoney(offer.price(), FlightOnSale.CURRENCY))
                .build()
                .toByteArray();
    }
}
