package dev.roundtrip.car;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.car.v1.CancelCarRequest;
import dev.roundtrip.car.v1.CarClass;
import dev.roundtrip.car.v1.CarOffer;
import dev.roundtrip.car.v1.CarServiceGrpc;
import dev.roundtrip.car.v1.CarServiceGrpc.CarServiceBlockingStub;
import dev.roundtrip.car.v1.GetCarReservationRequest;
import dev.roundtrip.car.v1.ReserveCarRequest;
import dev.roundtrip.car.v1.ReserveCarResponse;
import dev.roundtrip.car.v1.SearchCarsRequest;
import dev.roundtrip.participant.contract.DaysContract;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.Amounts;
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
        initArgs = @ResourceArg(name = "database", value = "car"),
        restrictToAnnotatedClass = true)
class CarServiceTest extends DaysContract {
    private static final int DAYS_OFFERED = 10;

    /** The contract test asks for a compact on the first three of ten days. */
    @Override
    protected void stock(int capacity) throws SQLException {
        execute(
                "TRUNCATE car_day, car_reservation, participant_ledger",
                days("OPO", "COMPACT", DAYS_OFFERED, capacity, "30.50"),
                days("OPO", "VAN", DAYS_OFFERED, 5, "20.00"),
                days("OPO", "ECONOMY", DAYS_OFFERED, 5, "30.50"),
                days("OPO", "ESTATE", 2, 5, "10.00"),
                days("LIS", "COMPACT", DAYS_OFFERED, 5, "10.00"),
                "ANALYZE car_day");
    }

    @Override
    protected void stockFor(int days) throws SQLException {
        execute("TRUNCATE car_day, car_reservation, participant_ledger", days("OPO", "COMPACT", days, 5, "30.50"));
    }

    @Override
    protected String changeSql() {
        return HiredCar.CHANGE;
    }

    @Override
    protected String changeOf(int from, int end) {
        return "'OPO', 'COMPACT', '" + FIRST.plusDays(from) + "', '" + FIRST.plusDays(end) + "', -1";
    }

    /** Latest first, and known to be few: they are read as they lie, in order only by a statement that says so. */
    private static String days(String location, String carClass, int days, int capacity, String price) {
        return "INSERT INTO car_day (location, car_class, day, capacity, available, price, currency) SELECT '"
                + location + "', '" + carClass + "', date '" + FIRST + "' + n, " + capacity + ", " + capacity + ", "
                + price + ", 'EUR' FROM generate_series(0, " + (days - 1) + ") n ORDER BY n DESC";
    }

    @Override
    protected Message reserve(StepKey key, String traveller) {
        return reserve(order(key).setTravellerName(traveller));
    }

    @Override
    protected Message reserve(StepKey key, int from, int end) {
        return reserve(order(key).setPickUp(day(from)).setDropOff(day(end)));
    }

    @Override
    protected String daysSql() {
        return "car_day WHERE location = 'OPO' AND car_class = 'COMPACT' AND day";
    }

    @Override
    protected Message cancel(StepKey key) {
        return cars().cancelCar(CancelCarRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Message get(StepKey key) {
        return cars().getCarReservation(
                        GetCarReservationRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Map<String, String> inventory() {
        return Map.of("SERVICE", "car", "LOCATION", "OPO", "CLASS", "COMPACT", "PICK_UP", FIRST.toString());
    }

    @Override
    protected String availableSql() {
        return "SELECT available FROM car_day WHERE location = 'OPO' AND car_class = 'COMPACT' AND day = date '" + FIRST
                + "' + 1";
    }

    @Override
    protected String auditSql() {
        return """
                SELECT count(*) FROM car_day d WHERE capacity <> available + (
                    SELECT count(*) FROM car_reservation r
                    WHERE status = 'ACTIVE' AND r.location = d.location AND r.car_class = d.car_class
                    AND d.day >= r.pick_up AND d.day < r.drop_off)""";
    }

    @Test
    void aReservationSaysAllThatWasTaken() throws SQLException {
        var reservation = reserve(order(newKey())).getReservation();
        assertEquals("OPO", reservation.getLocation());
        assertEquals(CarClass.CAR_CLASS_COMPACT, reservation.getCarClass());
        assertEquals(day(0), reservation.getPickUp());
        assertEquals(day(3), reservation.getDropOff());
        assertEquals(Amounts.toMoney(new BigDecimal("91.50"), "EUR"), reservation.getPrice());
        assertEquals(
                1,
                number("SELECT count(*) FROM car_reservation WHERE status = 'ACTIVE' AND price = 91.50"
                        + " AND confirmation_code = '" + reservation.getConfirmationCode() + "'"));
        assertEquals(3, number("SELECT count(*) FROM car_day WHERE available < capacity"), "days that were taken");
    }

    @Test
    void everyDayIsTakenOrNone() throws SQLException {
        stock(1);
        reserve(order(newKey()).setPickUp(day(2)).setDropOff(day(3)));
        assertReason("SOLD_OUT", reserve(order(newKey())));
        assertEquals(1, number(availableSql()));
        assertAnswer(RESERVATION, reserve(order(newKey()).setDropOff(day(2))));
    }

    @Test
    void whatIsNotOfferedIsRejectedWithItsReason() {
        assertReason("NO_SUCH_LOCATION", reserve(order(newKey()).setLocation("XXX")));
        assertReason("NOT_ON_SALE", reserve(order(newKey()).setCarClass(CarClass.CAR_CLASS_ESTATE)));
        assertReason("NOT_ON_SALE", reserve(order(newKey()).setPickUp(day(8)).setDropOff(day(11))));
        assertReason("CURRENCY_NOT_OFFERED", reserve(order(newKey()).setCurrencyCode("USD")));
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertRefused(
                () -> reserve(ReserveCarRequest.newBuilder()),
                "key.saga_id",
                "key.step",
                "location",
                "car_class",
                "pick_up",
                "drop_off",
                "currency_code",
                "traveller_name");
        assertRefused(() -> reserve(order(newKey()).setLocation("Porto")), "location");
        assertRefused(() -> reserve(order(newKey()).setCarClassValue(99)), "car_class");
        assertRefused(() -> reserve(order(newKey()).setDropOff(day(0))), "drop_off");
        assertRefused(() -> reserve(order(newKey()).setDropOff(day(31))), "drop_off");
        assertRefused(() -> reserve(order(newKey()).setPickUp(Date.newBuilder().setYear(2031))), "pick_up");
        assertRefused(
                () -> cars().searchCars(SearchCarsRequest.getDefaultInstance()), "location", "pick_up", "drop_off");
    }

    @Test
    void aSearchListsThePlaceCheapestFirstThenByClassSoldOutIncluded() {
        for (var i = 0; i < 3; i++) {
            reserve(order(newKey()).setPickUp(day(1)).setDropOff(day(2)));
        }
        var found = search("OPO");
        assertEquals(
                List.of("CAR_CLASS_VAN 5", "CAR_CLASS_ECONOMY 5", "CAR_CLASS_COMPACT 0"),
                found.stream()
                        .map(offer -> offer.getCarClass() + " " + offer.getAvailableCars())
                        .toList());
        assertEquals(
                Amounts.toMoney(new BigDecimal("91.50"), "EUR"), found.getLast().getPrice());
        assertEquals("OPO", found.getLast().getLocation());
        assertEquals(List.of(), search("FAO"));
    }

    private List<CarOffer> search(String location) {
        return cars().searchCars(SearchCarsRequest.newBuilder()
                        .setLocation(location)
                        .setPickUp(day(0))
                        .setDropOff(day(3))
                        .build())
                .getOffersList();
    }

    private static ReserveCarRequest.Builder order(StepKey key) {
        return ReserveCarRequest.newBuilder()
                .setKey(key)
                .setLocation("OPO")
                .setCarClass(CarClass.CAR_CLASS_COMPACT)
                .setPickUp(day(0))
                .setDropOff(day(3))
                .setCurrencyCode("EUR")
                .setTravellerName("Ada");
    }

    private ReserveCarResponse reserve(ReserveCarRequest.Builder order) {
        return cars().reserveCar(order.build());
    }

    private CarServiceBlockingStub cars() {
        return stub(CarServiceGrpc.newBlockingStub(channel()));
    }
}
