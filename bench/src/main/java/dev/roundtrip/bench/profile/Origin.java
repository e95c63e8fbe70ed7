package dev.roundtrip.bench.profile;

import java.util.List;
import java.util.stream.Stream;

/** Whose a method is, by its package. The first one that claims it has it: the database client is a part of Vert.x. */
enum Origin {
    OURS("dev.roundtrip", "#f08a4b", List.of("dev.roundtrip.")),
    NETTY("Netty", "#8fb8de", List.of("io.netty.")),
    GRPC("gRPC, Protobuf", "#9bc995", List.of("io.grpc.", "com.google.")),
    DATABASE(
            "database client",
            "#e9c95c",
            List.of(
                    "io.vertx.pgclient.",
                    "io.vertx.sqlclient.",
                    "io.vertx.mutiny.pgclient.",
                    "io.vertx.mutiny.sqlclient.",
                    "io.quarkus.reactive.",
                    "io.agroal.",
                    "org.postgresql.")),
    VERTX("Vert.x, Quarkus, Mutiny", "#c6a9dc", List.of("io.vertx.", "io.quarkus.", "io.smallrye.", "org.jboss.")),
    JDK("JDK", "#cccccc", List.of("java.", "javax.", "jdk.", "sun.", "com.sun.")),
    OTHER("other", "#e3c9b8", List.of(""));

    private final String label;
    private final String colour;
    private final List<String> packages;

    Origin(String label, String colour, List<String> packages) {
        this.label = label;
        this.colour = colour;
        this.packages = packages;
    }

    /** @param method with the full name of its class */
    static Origin of(String method) {
        return Stream.of(values())
                .filter(origin -> origin.packages.stream().anyMatch(method::startsWith))
                .findFirst()
                .orElse(OTHER);
    }

    /** What figures call it. */
    String label() {
        return label;
    }

    /** What its frames are filled with. */
    String colour() {
        return colour;
    }
}
