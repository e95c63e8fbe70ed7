package dev.roundtrip.chaos.faults;

import dev.roundtrip.local.ServiceName;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is to be broken, by the labels that processes have.
 *
 * @param orchestrators the orchestrators
 */
public record Parts(List<String> orchestrators) {
    /** Who asks the orchestrators. */
    public static final String CLIENTS = "clients";
    /** The label of the database. */
    public static final String POSTGRESQL = "postgresql";

    public Parts {
        orchestrators = List.copyOf(orchestrators);
        if (orchestrators.isEmpty()) {
            throw new IllegalArgumentException("there is no system without an orchestrator");
        }
    }

    /** Those of a system with so many orchestrators. */
    public static Parts of(int orchestrators) {
        var first = ServiceName.ORCHESTRATOR.module();
        return new Parts(IntStream.rangeClosed(1, orchestrators)
                .mapToObj(number -> number == 1 ? first : first + "-" + number)
                .toList());
    }

    /** The participants. */
    List<String> participants() {
        return ServiceName.participants().stream().map(ServiceName::module).toList();
    }

    /** The services, each of which has a database. */
    List<ServiceName> databases() {
        return List.of(ServiceName.values());
    }

    /** All connections between two parts. */
    List<Arrow> arrows() {
        var toPostgres =
                Stream.concat(orchestrators.stream(), participants().stream()).map(from -> new Arrow(from, POSTGRESQL));
        return Stream.of(fromClients().stream(), toParticipants().stream(), toPostgres)
                .flatMap(arrows -> arrows)
                .toList();
    }

    /** Those over which trips are asked for. */
    List<Arrow> fromClients() {
        return orchestrators.stream().map(to -> new Arrow(CLIENTS, to)).toList();
    }

    /** Those over which something is asked for that is then done: an answer that is lost leaves it unknown. */
    List<Arrow> overWhichWorkIsAskedFor() {
        return Stream.concat(fromClients().stream(), toParticipants().stream()).toList();
    }

    /** Those that lead to one participant. */
    List<Arrow> to(String participant) {
        return toParticipants().stream()
                .filter(arrow -> arrow.to().equals(participant))
                .toList();
    }

    /** Those over which steps are asked for. */
    private List<Arrow> toParticipants() {
        return orchestrators.stream()
                .flatMap(from -> participants().stream().map(to -> new Arrow(from, to)))
                .toList();
    }
}
