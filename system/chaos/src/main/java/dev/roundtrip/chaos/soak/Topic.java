package dev.roundtrip.chaos.soak;

import java.util.Locale;

/** What samples are about: each is a file of them. */
enum Topic {
    CLIENTS,
    HEAPS,
    PROCESSES,
    ROWS,
    RELATIONS,
    DATABASES;

    String file() {
        return name().toLowerCase(Locale.ROOT) + ".csv";
    }
}
