package dev.roundtrip.car;

import dev.roundtrip.car.v1.CarClass;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * What a place offers of one class for a hire.
 *
 * @param classColumn the class as the database calls it
 * @param price of the whole hire
 * @param available cars not taken on the fullest day
 */
public record HireOffer(String classColumn, BigDecimal price, String currency, Integer available) {
    /** The classes that are offered on every day, in one currency: cheapest first, then by class. */
    static Uni<List<HireOffer>> find(PlaceHire wanted) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery("""
                                select d.id.carClass, sum(d.price), min(d.currency), min(d.available)
                                from CarDay d
                                where d.id.location = :location and d.id.day >= :first and d.id.day < :end
                                group by d.id.carClass
                                having count(d.price) = :days and count(distinct d.currency) = 1""", HireOffer.class)
                        .setParameter("location", wanted.location())
                        .setParameter("first", wanted.hire().first())
                        .setParameter("end", wanted.hire().end())
                        .setParameter("days", (long) wanted.hire().days())
                        .getResultList())
                .map(offers -> offers.stream()
                        .sorted(Comparator.comparing(HireOffer::price).thenComparing(HireOffer::carClass))
                        .toList());
    }

    CarClass carClass() {
        return CarClasses.fromColumn(classColumn);
    }
}
