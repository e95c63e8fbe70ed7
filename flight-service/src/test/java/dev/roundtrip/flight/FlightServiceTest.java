package dev.roundtrip.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Message;
import com.google.type.Date;
import dev.roundtrip.flight.v1.CancelFlightRequest;
import dev.roundtrip.flight.v1.Flight;
import dev.roundtrip.flight.v1.FlightServiceGrpc;
import dev.roundtrip.flight.v1.FlightServiceGrpc.FlightServiceBlockingStub;
import dev.roundtrip.flight.v1.GetFlightReservationRequest;
import dev.roundtrip.flight.v1.ReserveFlightRequest;
import dev.roundtrip.flight.v1.ReserveFlightResponse;
import dev.roundtrip.flight.v1.SearchFlightsRequest;
import dev.roundtrip.participant.contract.ParticipantContract;
import dev.roundtrip.participant.v1.StepKey;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.wire.Amounts;
import dev.roundtrip.wire.Dates;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = PostgresForTests.class,
        initArgs = @ResourceArg(name = "database", value = "flight"),
        restrictToAnnotatedClass = true)
class FlightServiceTest extends ParticipantContract {
    private static final LocalDate DAY = LocalDate.of(2031, 5, 1);

    /** RT101 is what the contract test asks for; the rest is there to be found, or not. */
    @Override
    protected void stock(int capacity) throws SQLException {
        execute(
                "TRUNCATE flight, flight_reservation, participant_ledger",
                flight("RT101", "LIS", "OPO", capacity, capacity, "129.90", "EUR"),
                flight("RT102", "LIS", "OPO", 4, 4, "99.50", "EUR"),
                flight("RT103", "LIS", "OPO", 5, 5, "10.00", "USD"),
                flight("RT900", "OPO", "MAD", 5, 5, "50.00", "EUR"));
    }

    private static String flight(
            String number,
            String origin,
            String destination,
            int capacity,
            int available,
            String price,
            String currency) {
        return "INSERT INTO flight (flight_number, departure_date, origin, destination, departure_time, capacity,"
                + " available, price, currency) VALUES ('" + number + "', '" + DAY + "', '" + origin + "', '"
                + destination + "', '" + DAY + " 09:30Z', " + capacity + ", " + available + ", " + price + ", '"
                + currency + "')";
    }

    @Override
    protected Message reserve(StepKey key, String traveller) {
        return reserve(order(key).setTravellerName(traveller));
    }

    @Override
    protected Message cancel(StepKey key) {
        return flights()
                .cancelFlight(CancelFlightRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Message get(StepKey key) {
        return flights()
                .getFlightReservation(
                        GetFlightReservationRequest.newBuilder().setKey(key).build());
    }

    @Override
    protected Map<String, String> inventory() {
        return Map.of(
                "SERVICE", "flight", "FLIGHT", "RT101", "ORIGIN", "LIS", "DESTINATION", "OPO", "DATE", DAY.toString());
    }

    @Override
    protected String availableSql() {
        return "SELECT available FROM flight WHERE flight_number = 'RT101'";
    }

    @Override
    protected String auditSql() {
        return """
                SELECT count(*) FROM flight f WHERE capacity <> available + (
                    SELECT coalesce(sum(passengers), 0) FROM flight_reservation r
                    WHERE status = 'ACTIVE' AND r.flight_number = f.flight_number
                    AND r.departure_date = f.departure_date)""";
    }

    @Test
    void aReservationSaysAllThatWasTaken() throws SQLException {
        var response = reserve(order(newKey()).setPassengers(3));
        var reservation = response.getReservation();
        assertEquals("RT101", reservation.getFlightNumber());
        assertEquals("LIS", reservation.getOrigin());
        assertEquals("OPO", reservation.getDestination());
        assertEquals(Dates.toDate(DAY), reservation.getDepartureDate());
        assertEquals(3, reservation.getPassengers());
        assertEquals(Amounts.toMoney(new BigDecimal("389.70"), "EUR"), reservation.getPrice());
        assertEquals(6, reservation.getConfirmationCode().length());
        assertEquals(
                1,
                number("SELECT count(*) FROM flight_reservation WHERE status = 'ACTIVE' AND price = 389.70"
                        + " AND confirmation_code = '" + reservation.getConfirmationCode() + "'"));
    }

    @Test
    void allSeatsAreTakenOrNone() throws SQLException {
        assertReason("SOLD_OUT", reserve(order(newKey()).setPassengers(4)));
        assertEquals(3, number(availableSql()));
        assertEquals(0, number("SELECT count(*) FROM flight_reservation"));
    }

    @Test
    void withoutANumberItIsTheCheapestWithSeatsEnough() {
        assertEquals("RT102", cheapest(4).getReservation().getFlightNumber());
        assertEquals("RT101", cheapest(1).getReservation().getFlightNumber());
        assertReason("SOLD_OUT", cheapest(3));
    }

    @Test
    void whoLosesTheCheapestGetsTheNext() throws SQLException {
        var answers = together(12, () -> cheapest(1));
        var taken = answers.stream()
                .filter(ReserveFlightResponse::hasReservation)
                .collect(Collectors.groupingBy(
                        answer -> answer.getReservation().getFlightNumber(), Collectors.counting()));
        assertEquals(Map.of("RT102", 4L, "RT101", 3L), taken);
        answers.stream().filter(answer -> !answer.hasReservation()).forEach(answer -> assertReason("SOLD_OUT", answer));
    }

    @Test
    void whoseDeadlinePassesInLineIsNotBegunWith() throws SQLException {
        var late = newKey();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var held = hold("flight WHERE flight_number = 'RT101'")) {
            var atWork = threads.submit(() -> reserve(order(newKey())));
            waitFor(1, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            // As the header alone, so that it is the service that says it, when the call has left the line.
            var stub = FlightServiceGrpc.newBlockingStub(channel())
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(timeout("300m")));
            var call = threads.submit(() -> stub.reserveFlight(order(late).build()));
            var failure = assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
            assertEquals(
                    Status.Code.DEADLINE_EXCEEDED,
                    Status.fromThrowable(failure.getCause()).getCode());
            var next = threads.submit(() -> reserve(order(newKey())));
            held.rollback();
            assertAnswer(RESERVATION, await(atWork));
            assertAnswer(RESERVATION, await(next));
        }
        // Whoever came after it in its line has been answered: had it been begun with, it would be there.
        var failure = assertThrows(StatusRuntimeException.class, () -> get(late));
        assertEquals(Status.Code.NOT_FOUND, failure.getStatus().getCode());
    }

    private static Metadata timeout(String value) {
        var headers = new Metadata();
        headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), value);
        return headers;
    }

    private ReserveFlightResponse cheapest(int passengers) {
        return reserve(order(newKey()).clearFlightNumber().setPassengers(passengers));
    }

    @Test
    void whatDoesNotFlyIsRejectedWithItsReason() {
        assertReason("NO_SUCH_FLIGHT", reserve(order(newKey()).setFlightNumber("RT999")));
        assertReason("NO_SUCH_FLIGHT", reserve(order(newKey()).setFlightNumber("RT900")));
        assertReason("NO_SUCH_FLIGHT", reserve(order(newKey()).setDepartureDate(Dates.toDate(DAY.plusDays(1)))));
        assertReason("CURRENCY_NOT_OFFERED", reserve(order(newKey()).setCurrencyCode("CHF")));
    }

    @Test
    void anUnknownAirportIsBadInputAndIsNotRemembered() throws SQLException {
        var key = newKey();
        assertRefused(() -> reserve(order(key).setOrigin("MAD").setDestination("LIS")), "origin", "destination");
        assertRefused(() -> search("XXX", "OPO"), "origin");
        assertEquals(0, number("SELECT count(*) FROM participant_ledger"));
        assertAnswer(RESERVATION, reserve(order(key)));
    }

    @Test
    void aFirstAnswerOutlivesItsRoute() throws SQLException {
        var key = newKey();
        var first = reserve(order(key));
        cancel(key);
        var other = newKey();
        var kept = reserve(order(other).setDepartureDate(Dates.toDate(DAY.plusDays(9))));
        execute("DELETE FROM flight");
        assertEquals(kept, reserve(order(other).setDepartureDate(Dates.toDate(DAY.plusDays(9)))));
        assertAnswer(SUPERSEDED, reserve(order(key)));
        assertAnswer(RESERVATION, first);
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        assertRefused(
                () -> reserve(ReserveFlightRequest.newBuilder()),
                "key.saga_id",
                "key.step",
                "origin",
                "destination",
                "departure_date",
                "passengers",
                "currency_code",
                "traveller_name");
        assertRefused(() -> reserve(order(newKey()).setDestination("LIS")), "destination");
        assertRefused(() -> reserve(order(newKey()).setOrigin("lis")), "origin");
        assertRefused(() -> reserve(order(newKey()).setPassengers(10)), "passengers");
        assertRefused(() -> reserve(order(newKey()).setPassengers(-1)), "passengers");
        assertRefused(() -> reserve(order(newKey()).setFlightNumber("RT1234567")), "flight_number");
        assertRefused(() -> reserve(order(newKey()).setCurrencyCode("euro")), "currency_code");
        assertRefused(
                () -> reserve(order(newKey())
                        .setDepartureDate(
                                Date.newBuilder().setYear(2031).setMonth(2).setDay(29))),
                "departure_date");
        assertRefused(
                () -> flights().searchFlights(SearchFlightsRequest.getDefaultInstance()),
                "origin",
                "destination",
                "departure_date");
    }

    @Test
    void aSearchListsTheDayCheapestFirstSoldOutIncluded() {
        reserve(order(newKey()).setPassengers(3));
        var found = search("LIS", "OPO");
        assertEquals(
                List.of("RT103 5", "RT102 4", "RT101 0"),
                found.stream()
                        .map(flight -> flight.getFlightNumber() + " " + flight.getAvailableSeats())
                        .toList());
        assertEquals(
                Amounts.toMoney(new BigDecimal("129.90"), "EUR"),
                found.getLast().getPrice());
        assertEquals(
                Instant.parse(DAY + "T09:30:00Z"),
                Dates.toInstant(found.getLast().getDepartureTime()));
    }

    private List<Flight> search(String origin, String destination) {
        return flights()
                .searchFlights(SearchFlightsRequest.newBuilder()
                        .setOrigin(origin)
                        .setDestination(destination)
                        .setDepartureDate(Dates.toDate(DAY))
                        .build())
                .getFlightsList();
    }

    private static ReserveFlightRequest.Builder order(StepKey key) {
        return ReserveFlightRequest.newBuilder()
                .setKey(key)
                .setOrigin("LIS")
                .setDestination("OPO")
                .setDepartureDate(Dates.toDate(DAY))
                .setPassengers(1)
                .setFlightNumber("RT101")
                .setCurrencyCode("EUR")
                .setTravellerName("Ada");
    }

    private ReserveFlightResponse reserve(ReserveFlightRequest.Builder order) {
        return flights().reserveFlight(order.build());
    }

    private FlightServiceBlockingStub flights() {
        return stub(FlightServiceGrpc.newBlockingStub(channel()));
    }
}
