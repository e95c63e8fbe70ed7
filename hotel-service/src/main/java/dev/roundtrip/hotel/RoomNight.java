package dev.roundtrip.hotel;

import dev.roundtrip.participant.NativeSql;
import dev.roundtrip.wire.Period;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.List;

/** What is sold of one night. Read as an entity, changed by statements that take or nothing. */
@Entity
@Table(name = "room_night")
class RoomNight extends PanacheEntityBase {
    @EmbeddedId
    RoomNightId id;

    int available;

    BigDecimal price;

    String currency;

    /** The nights of a stay that are on sale, in order. */
    static Uni<List<RoomNight>> of(String hotelId, Period stay) {
        return list(
                "id.hotelId = ?1 and id.night >= ?2 and id.night < ?3",
                Sort.by("id.night"),
                hotelId,
                stay.first(),
                stay.end());
    }

    /**
     * Takes rooms for every night of a stay that has that many left, and says whether that was every one: if not, the
     * transaction must not be committed. Nights are locked in order, so that stays that overlap wait and don't deadlock.
     */
    static Uni<Boolean> take(String hotelId, Period stay, int rooms) {
        return NativeSql.update(
                        """
                WITH locked AS (
                    SELECT night FROM room_night
                    WHERE hotel_id = :hotel AND night >= :first AND night < :end AND available >= :rooms
                    ORDER BY night FOR UPDATE)
                UPDATE room_night n SET available = n.available - :rooms
                FROM locked
                WHERE n.hotel_id = :hotel AND n.night = locked.night""",
                        Parameters.with("hotel", hotelId)
                                .and("first", stay.first())
                                .and("end", stay.end())
                                .and("rooms", rooms))
                .map(rows -> rows == stay.days());
    }
}
