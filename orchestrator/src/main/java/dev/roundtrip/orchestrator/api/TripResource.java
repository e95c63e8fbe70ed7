package dev.roundtrip.orchestrator.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.roundtrip.trip.v1.BookTripRequest;
import dev.roundtrip.trip.v1.Trip;
import dev.roundtrip.wire.FieldViolations;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The REST way in: the same messages as over gRPC, in protobuf's JSON form, with the same meaning. What these
 * routes refuse, they refuse in problem+json.
 */
@Path("/api/v1/trips")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TripResource {
    private static final JsonFormat.Printer JSON = JsonFormat.printer();
    private static final Pattern CLASS_NAME = Pattern.compile("^([a-z0-9]+\\.)+[A-Z]\\w*: ");
    private static final int MAX_WHY = 200;

    private final TripDesk desk;

    TripResource(TripDesk desk) {
        this.desk = desk;
    }

    /** Books a trip: 200 with the trip when it is decided, 202 when it is still under way after the wait. */
    @POST
    public Uni<Response> book(String body) {
        return Uni.createFrom()
                .deferred(() -> desk.book(parse(body), Optional.empty()))
                .map(trip -> Response.status(trip.hasEndTime() ? Response.Status.OK : Response.Status.ACCEPTED)
                        .location(URI.create("/api/v1/trips/" + trip.getTripId()))
                        .entity(print(trip))
                        .build())
                .onFailure()
                .recoverWithItem(Problem::response);
    }

    /** The trip as it was last committed. */
    @GET
    @Path("/{id}")
    public Uni<Response> trip(@PathParam("id") String id) {
        return Uni.createFrom()
                .deferred(() -> desk.trip(TripId.parse(id)))
                .map(trip -> Response.ok(print(trip)).build())
                .onFailure()
                .recoverWithItem(Problem::response);
    }

    private static BookTripRequest parse(String body) {
        var request = BookTripRequest.newBuilder();
        try {
            JsonFormat.parser().merge(body, request);
        } catch (InvalidProtocolBufferException e) {
            throw FieldViolations.single("body", "must be a BookTripRequest in JSON: " + why(e));
        }
        return request.build();
    }

    /** What the parser found, without the classes that each layer of it names, and not as long as the caller may make it. */
    private static String why(Throwable failure) {
        var first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        var said = Optional.ofNullable(first.getMessage())
                .flatMap(text -> text.lines().findFirst());
        return said.map(line -> line.length() <= MAX_WHY ? line : line.substring(0, MAX_WHY) + "...")
                .map(line -> CLASS_NAME.matcher(line).replaceFirst(""))
                .orElse("it can't be read");
    }

    private static String print(Trip trip) {
        try {
            return JSON.print(trip);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a trip can always be written as JSON", e);
        }
    }
}
