package dev.roundtrip.hotel;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one hotel offers for a stay.
 *
 * @param price of one room for all nights
 * @param available rooms not taken on the fullest night
 */
public record StayOffer(
        String hotelId, String name, String city, BigDecimal price, String currency, Integer available) {
    private static final int LIMIT = 100;

    /** The hotels of a city that sell every night, in one currency: cheapest first, then by id. */
    static Uni<List<StayOffer>> find(CityStay wanted) {
        return Panache.getSession().chain(session -> session.createSelectionQuery("""
                        select h.hotelId, h.name, h.city, sum(n.price), min(n.currency), min(n.available)
                        from ListedHotel h join RoomNight n on n.id.hotelId = h.hotelId
                        where lower(h.city) = lower(:city) and n.id.night >= :first and n.id.night < :end
                        group by h.hotelId, h.name, h.city
                        having count(n.price) = :nights and count(distinct n.currency) = 1
                        order by sum(n.price), h.hotelId""", StayOffer.class)
                .setParameter("city", wanted.city())
                .setParameter("first", wanted.stay().first())
                .setParameter("end", wanted.stay().end())
                .setParameter("nights", (long) wanted.stay().days())
                .setMaxResults(LIMIT)
                .getResultList());
    }
}
