package dev.roundtrip.hotel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.hotel.v1.CancelHotelRequest;
import dev.roundtrip.hotel.v1.GetHotelReservationRequest;
import dev.roundtrip.hotel.v1.Hotel;
import dev.roundtrip.hotel.v1.HotelServiceGrpc;
import dev.roundtrip.hotel.v1.HotelServiceGrpc.HotelServiceBlockingStub;
import dev.roundtrip.hotel.v1.ReserveHotelRequest;
import dev.roundtrip.hotel.v1.ReserveHotelResponse;
import dev.roundtrip.hotel.v1.SearchHotelsRequest;
import dev.roundtrip.participant.contract.DaysContract;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "hotel"),
        restrictToAnnotatedClass = true)
class HotelServiceTest extends DaysContract {
    private static final int NIGHTS_ON_SALE = 10;

    /** The contract test asks for the first three of ten nights. */
    @Override
    protected void stock(int capacity) throws SQLException {
        execute(
                "TRUNCATE hotel, room_night, hotel_reservation, participant_ledger",
                "INSERT INTO hotel VALUES ('porto-ribeira', 'Ribeira', 'Porto'), ('porto-luz', 'Luz', 'Porto'),"
                        + " ('porto-short', 'Short', 'Porto'), ('lisboa-sol', 'Sol', 'Lisboa')",
                nights("porto-ribeira", NIGHTS_ON_SALE, capacity, "80.10"),
                nights("porto-luz", NIGHTS_ON_SALE, 5, "60.00"),
                nights("porto-short", 2, 5, "10.00"),
                nights("lisboa-sol", NIGHTS_ON_SALE, 5, "10.00"),
                "ANALYZE room_night");
    }

    @Override
    protected void stockFor(int days) throws SQLException {
        execute(
                "TRUNCATE hotel, room_night, hotel_reservation, participant_ledger",
                "INSERT INTO hotel VALUES ('porto-ribeira', 'Ribeira', 'Porto')",
                nights("porto-ribeira", days, 5, "80.10"));
    }

    @Override
    protected String changeSql() {
        return Rooms.CHANGE;
    }

    @Override
    protected String changeOf(int from, int end) {
        return "'porto-ribeira', '" + FIRST.plusDays(from) + "', '" + FIRST.plusDays(end) + "', -1";
    }

    /** Latest first, and known to be few: they are read as they lie, in order only by a statement that says so. */
    private static String nights(String hotel, int nights, int capacity, String price) {
        return "INSERT INTO room_night (hotel_id, night, capacity, available, price, currency) SELECT '" + hotel
                + "', date '" + FIRST + "' + n, " + capacity + ", " + capacity + ", " + price
                + ", 'EUR' FROM generate_series(0, " + (nights - 1) + ") n ORDER BY n DESC";
    }

    @Override
    protected Message reserve(StepKey key, String traveller) {
        return reserve(order(key).setTravellerName(traveller));
    }

    @Override
    protected Message reserve(StepKey key, int from, int end) {
        return reserve(order(key).setCheckIn(day(from)).setCheckOut(day(end)));
    }

    @Override
    protected String daysSql() {
        return "room_night WHERE hotel_id = 'porto-ribeira' AND night";
    }

    @Override
    protected Message cancel(StepKey key) {
        return hotels().cancelHotel(CancelHotelRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Message get(StepKey key) {
        return hotels().getHotelReservation(
                        GetHotelReservationRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Map<String, String> inventory() {
        return Map.of("SERVICE", "hotel", "HOTEL", "porto-ribeira", "CITY", "Porto", "CHECK_IN", FIRST.toString());
    }

    @Override
    protected String availableSql() {
        return "SELECT available FROM room_night WHERE hotel_id = 'porto-ribeira' AND night = date '" + FIRST + "' + 1";
    }

    @Override
    protected String auditSql() {
        return """
                SELECT count(*) FROM room_night n WHERE capacity <> available + (
                    SELECT coalesce(sum(rooms), 0) FROM hotel_reservation r
                    WHERE status = 'ACTIVE' AND r.hotel_id = n.hotel_id
                    AND n.night >= r.check_in AND n.night < r.check_out)""";
    }

    @Test
    void aReservationSaysAllThatWasTaken() throws SQLException {
        var reservation = reserve(order(newKey()).setRooms(2)).getReservation();
        assertEquals("porto-ribeira", reservation.getHotelId());
        assertEquals(Dates.toDate(FIRST), reservation.getCheckIn());
        assertEquals(Dates.toDate(FIRST.plusDays(3)), reservation.getCheckOut());
        assertEquals(2, reservation.getRooms());
        assertEquals(Amounts.toMoney(new BigDecimal("480.60"), "EUR"), reservation.getPrice());
        assertEquals(
                1,
                number("SELECT count(*) FROM hotel_reservation WHERE status = 'ACTIVE' AND price = 480.60"
                        + " AND confirmation_code = '" + reservation.getConfirmationCode() + "'"));
        assertEquals(
                3,
                number("SELECT count(*) FROM room_night WHERE hotel_id = 'porto-ribeira' AND available = 1"),
                "nights that were taken");
    }

    @Test
    void everyNightIsTakenOrNone() throws SQLException {
        reserve(order(newKey()).setRooms(3).setCheckIn(day(2)).setCheckOut(day(3)));
        assertReason("SOLD_OUT", reserve(order(newKey())));
        assertEquals(3, number(availableSql()));
        assertAnswer(RESERVATION, reserve(order(newKey()).setCheckOut(day(2))));
        assertAnswer(RESERVATION, reserve(order(newKey()).setCheckIn(day(3)).setCheckOut(day(5))));
    }

    @Test
    void whatIsNotSoldIsRejectedWithItsReason() {
        assertReason("NO_SUCH_HOTEL", reserve(order(newKey()).setHotelId("nowhere")));
        assertReason("NOT_ON_SALE", reserve(order(newKey()).setCheckIn(day(8)).setCheckOut(day(11))));
        assertReason("NOT_ON_SALE", reserve(order(newKey()).setCheckIn(day(-1))));
        assertReason("CURRENCY_NOT_OFFERED", reserve(order(newKey()).setCurrencyCode("USD")));
        assertReason("SOLD_OUT", reserve(order(newKey()).setRooms(4)));
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertRefused(
                () -> reserve(ReserveHotelRequest.newBuilder()),
                "key.saga_id",
                "key.step",
                "hotel_id",
                "check_in",
                "check_out",
                "rooms",
                "currency_code",
                "traveller_name");
        assertRefused(() -> reserve(order(newKey()).setHotelId("x".repeat(65))), "hotel_id");
        assertRefused(() -> reserve(order(newKey()).setRooms(10)), "rooms");
        assertRefused(() -> reserve(order(newKey()).setCheckOut(day(0))), "check_out");
        assertRefused(() -> reserve(order(newKey()).setCheckOut(day(31))), "check_out");
        assertRefused(() -> reserve(order(newKey()).setCheckIn(Date.newBuilder().setYear(2031))), "check_in");
        assertRefused(
                () -> hotels().searchHotels(SearchHotelsRequest.getDefaultInstance()), "city", "check_in", "check_out");
        assertRefused(() -> search("x".repeat(65)), "city");
    }

    @Test
    void aSearchListsTheCityCheapestFirstSoldOutIncluded() {
        reserve(order(newKey()).setHotelId("porto-luz").setRooms(5).setCheckIn(day(2)));
        var found = search("pORTO");
        assertEquals(
                List.of("porto-luz 0", "porto-ribeira 3"),
                found.stream()
                        .map(hotel -> hotel.getHotelId() + " " + hotel.getAvailableRooms())
                        .toList());
        assertEquals(
                Amounts.toMoney(new BigDecimal("240.30"), "EUR"),
                found.getLast().getPrice());
        assertEquals("Ribeira", found.getLast().getName());
        assertEquals("Porto", found.getLast().getCity());
        assertEquals(List.of(), search("Faro"));
    }

    private List<Hotel> search(String city) {
        return hotels().searchHotels(SearchHotelsRequest.newBuilder()
                        .setCity(city)
                        .setCheckIn(day(0))
                        .setCheckOut(day(3))
                        .build())
                .getHotelsList();
    }

    private static ReserveHotelRequest.Builder order(StepKey key) {
        return ReserveHotelRequest.newBuilder()
                .setKey(key)
                .setHotelId("porto-ribeira")
                .setCheckIn(day(0))
                .setCheckOut(day(3))
                .setRooms(1)
                .setCurrencyCode("EUR")
                .setTravellerName("Ada");
    }

    private ReserveHotelResponse reserve(ReserveHotelRequest.Builder order) {
        return hotels().reserveHotel(order.build());
    }

    private HotelServiceBlockingStub hotels() {
        return stub(HotelServiceGrpc.newBlockingStub(channel()));
    }
}
