package dev.roundtrip.local;

import java.util.List;

/** The four services: what they are called, where they are built, and what is theirs. */
public enum ServiceName {
    FLIGHT("flight-service", "flight", 8081, "FLIGHT_PORT"),
    HOTEL("hotel-service", "hotel", 8082, "HOTEL_PORT"),
    CAR("car-service", "car", 8083, "CAR_PORT"),
    ORCHESTRATOR("orchestrator", "roundtrip", 8080, "ORCHESTRATOR_PORT");

    private final String module;
    private final String database;
    private final int defaultPort;
    private final String portSetting;

    ServiceName(String module, String database, int defaultPort, String portSetting) {
        this.module = module;
        this.database = database;
        this.defaultPort = defaultPort;
        this.portSetting = portSetting;
    }

    /** The services that perform steps: all but the orchestrator. */
    public static List<ServiceName> participants() {
        return List.of(FLIGHT, HOTEL, CAR);
    }

    /** The folder it is built in, which is also what it is called. */
    public String module() {
        return module;
    }

    /** Its own database, and the role of the same name. */
    public String database() {
        return database;
    }

    /** Where it listens unless told otherwise. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that tells it otherwise. */
    public String portSetting() {
        return portSetting;
    }
}
