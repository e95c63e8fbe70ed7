package dev.roundtrip.chaos.soak;

import java.util.Locale;

/** What is sampled, and what a person should know of it. */
enum Measure {
    ASKED_PER_S(Topic.CLIENTS, "bookings that clients began to ask for"),
    BOOKED_PER_S(Topic.CLIENTS, "trips of which someone was told that they are booked"),
    UNDONE_PER_S(Topic.CLIENTS, "trips of which someone was told that they are undone"),
    ENDED_PER_S(Topic.CLIENTS, "both together"),
    REFUSED_PER_S(Topic.CLIENTS, "bookings that were refused to the last"),
    UNANSWERED_PER_S(Topic.CLIENTS, "bookings whose client gave up without an answer"),
    LEFT_OUT_PER_S(Topic.CLIENTS, "stories that were not begun because too many were under way"),
    MEDIAN_MS(Topic.CLIENTS, "how long clients waited that wait for the end of their trip: half of them"),
    P99_MS(Topic.CLIENTS, "the same, 99 in 100"),
    OPEN(Topic.CLIENTS, "stories under way"),
    REMEMBERED(Topic.CLIENTS, "bookings of which this program still keeps what clients were told"),
    HEAP_MIB(Topic.HEAPS, "heap in use after a full collection that was asked for"),
    RESIDENT_MIB(Topic.PROCESSES, "memory of the process; of PostgreSQL's the private part, which they don't share"),
    THREADS(Topic.PROCESSES, "threads; PostgreSQL's processes"),
    HANDLES(Topic.PROCESSES, "open files, sockets and the like"),
    PROCESSORS(Topic.PROCESSES, "processors at work"),
    FLEETING(Topic.ROWS, "rows, counted, of what retention deletes in the end"),
    LASTING(Topic.ROWS, "rows, counted, of what is booked and stays"),
    LIVE(Topic.RELATIONS, "rows, as PostgreSQL's statistics have it"),
    DEAD(Topic.RELATIONS, "rows that vacuum has still to clear away"),
    DELETED(Topic.RELATIONS, "rows deleted so far"),
    MIB(Topic.RELATIONS, "on disk: of a table with its free space, of an index alone"),
    DATABASE_MIB(Topic.DATABASES, "on disk"),
    CONNECTIONS(Topic.DATABASES, "of all clients, four of them this program's own"),
    WAL_MIB(Topic.DATABASES, "of write-ahead log, written so far by the whole server");

    private final Topic topic;
    private final String meaning;

    Measure(Topic topic, String meaning) {
        this.topic = topic;
        this.meaning = meaning;
    }

    Topic topic() {
        return topic;
    }

    String meaning() {
        return meaning;
    }

    /** As files call it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
