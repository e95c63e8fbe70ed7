package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.local.demo.RunningSystem;
import dev.roundtrip.trip.v1.BookTripResponse;
import dev.roundtrip.trip.v1.Trip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What README.md tells people to paste works, in the order it is told. */
class ReadmeExamplesIT {
    private static LocalSystem system;
    private static Readme readme;

    @BeforeAll
    static void startTheSystem() throws IOException {
        readme = new Readme(Checkout.locate(), "README.md");
        system = RunningSystem.startFor(ReadmeExamplesIT.class);
    }

    @AfterAll
    static void stopTheSystem() {
        system.close();
    }

    @Test
    void everyGrpcurlLineIsAnsweredWithOk() throws IOException {
        var examples = readme.grpcExamples();
        assertEquals(readme.grpcurlLines(), examples.size(), "grpcurl lines that are understood");
        var tripId = "";
        for (var example : examples) {
            var answer = call(example.onTrip(tripId));
            if (example.method().equals("BookTrip")) {
                var booked = BookTripResponse.newBuilder();
                JsonFormat.parser().merge(answer, booked);
                tripId = booked.getTrip().getTripId();
            }
        }
        assertFalse(tripId.isEmpty(), "no example books a trip");
    }

    private static String call(Readme.GrpcExample example) throws IOException {
        try (var client = new ReflectionClient(Readme.portIn(system, example.port()))) {
            var answers = client.call(example.service(), example.method(), example.body());
            assertFalse(answers.isEmpty(), () -> example + " was answered with nothing");
            return answers.getFirst();
        }
    }

    @Test
    void everyCurlLineIsAnsweredWithOk() throws IOException, InterruptedException {
        var examples = readme.restExamples();
        assertEquals(readme.curlLines(), examples.size(), "curl lines that are understood");
        var tripId = "";
        for (var example : examples) {
            var answer = call(example.onTrip(tripId));
            assertTrue(
                    answer.statusCode() / 100 == 2, () -> example + ": " + answer.statusCode() + " " + answer.body());
            var trip = Trip.newBuilder();
            JsonFormat.parser().merge(answer.body(), trip);
            tripId = trip.getTripId();
        }
        assertFalse(tripId.isEmpty(), "no example books a trip");
    }

    private static HttpResponse<String> call(Readme.RestExample example) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + Readme.portIn(system, example.port()) + example.path()));
        if (!example.body().isEmpty()) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(example.body()));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
