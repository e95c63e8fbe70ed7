package dev.roundtrip.orchestrator.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.orchestrator.SampleTrips;
import dev.roundtrip.orchestrator.ScriptedParticipants;
import dev.roundtrip.system.postgres.PostgresForTests;
import dev.roundtrip.trip.v1.BookTripRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresForTests.class, initArgs = @ResourceArg(name = "database", value = "roundtrip"))
@QuarkusTestResource(ScriptedParticipants.class)
class TripResourceTest {
    private static final String TRIPS = "/api/v1/trips";

    private static ValidatableResponse post(BookTripRequest.Builder trip) throws InvalidProtocolBufferException {
        return post(JsonFormat.printer().print(trip));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post(TRIPS).then();
    }

    @Test
    void aTripIsBookedAndCanBeReadWhereTheAnswerSays() throws InvalidProtocolBufferException {
        var request = SampleTrips.full("Ada");
        var booked = post(request)
                .statusCode(200)
                .body("status", equalTo("TRIP_STATUS_COMPLETED"))
                .body("requestId", equalTo(request.getRequestId()))
                .body("steps.confirmationCode", equalTo(List.of("FLIGHT", "HOTEL1", "CAR123")))
                .body("totalPrice.currencyCode", equalTo("EUR"))
                .body("totalPrice.units", equalTo("350"))
                .extract();
        var location = booked.header("Location");
        when().get(location).then().statusCode(200).body("tripId", equalTo(booked.path("tripId")));
    }

    @Test
    void aTripThatCouldNotBeBookedIsAnAnswer() throws InvalidProtocolBufferException {
        post(SampleTrips.full("no-hotel"))
                .statusCode(200)
                .body("status", equalTo("TRIP_STATUS_COMPENSATED"))
                .body("failure.step", equalTo("hotel"))
                .body("failure.reason", equalTo("SOLD_OUT"));
    }

    @Test
    void withoutAWaitTheTripIsAcceptedAndUnderWay() throws InvalidProtocolBufferException {
        post(SampleTrips.full("slow-hotel").setWait(SampleTrips.atOnce()))
                .statusCode(202)
                .header("Location", containsString(TRIPS))
                .body("status", equalTo("TRIP_STATUS_RUNNING"));
    }

    @Test
    void theSameRequestIsTheSameTripAndAnotherUnderItsIdAConflict() throws InvalidProtocolBufferException {
        var request = SampleTrips.full("Ada");
        String trip = post(request).statusCode(200).extract().path("tripId");
        post(request).statusCode(200).body("tripId", equalTo(trip));
        request.getFlightBuilder().setPassengers(3);
        post(request)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("ALREADY_EXISTS"))
                .body("detail", containsString(trip));
    }

    @Test
    void badInputIsAProblemThatNamesEachField() throws InvalidProtocolBufferException {
        var request = SampleTrips.full("Ada");
        request.getFlightBuilder().setPassengers(0).setOrigin("QQQ");
        post(request)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_ARGUMENT"))
                .body("violations.field", hasItems("flight.passengers", "flight.origin"))
                .body("violations.field", not(hasItem("hotel.rooms")));
    }

    @Test
    void whatIsNoTripAtAllIsAProblemToo() {
        for (var body : new String[] {"", "null", "[]", "{", "{\"nonsense\": 1}", "{\"flight\": 7}"}) {
            post(body).statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void whatIsNoJsonIsAProblemThatShowsNothingOfTheInside() {
        for (var body :
                List.of("[".repeat(30_000), "{\"flight\":".repeat(400), "{\"wait\": \"s\"}", "{\"x", "'", "{\"a\":}")) {
            var detail = post(body)
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .extract()
                    .<String>path("detail");
            assertTrue(detail.length() < 300, detail);
            assertFalse(detail.matches("(?s).*(Exception|Error|gson|google).*"), detail);
        }
    }

    @Test
    void whatIsRefusedBeforeItIsReadIsAProblemToo() {
        given().contentType("text/plain")
                .body("{}")
                .post(TRIPS)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        when().delete(TRIPS)
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("code", equalTo("UNIMPLEMENTED"));
        given().accept("text/html")
                .get(TRIPS + "/" + UUID.randomUUID())
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("status", equalTo(406));
        when().get(TRIPS + "/7/8").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aTripThatIsNotThereIsNotFound() {
        when().get(TRIPS + "/" + UUID.randomUUID()).then().statusCode(404).contentType("application/problem+json");
        when().get(TRIPS + "/7").then().statusCode(400).body("violations.field", hasItem("trip_id"));
    }

    @Test
    void livenessAndReadinessAreServedAndReadinessLooksAtTheDatabase() {
        when().get("/q/health/live").then().statusCode(200);
        when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("journal is durable"))
                .body("checks.name", hasItem(endsWith("PostgreSQL connections health check")));
    }
}
