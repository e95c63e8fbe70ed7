package dev.roundtrip.saga.testkit;

import dev.roundtrip.saga.core.Definition;
import dev.roundtrip.saga.core.StepDefinition;
import dev.roundtrip.saga.journal.DefinitionVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Keeps a definition from changing its shape, that is its steps, their kinds and what they depend on, without a new version:
 * a saga in flight stays on the version it was started with, so the steps of a version must stay what they were.
 *
 * <p>A text file per version, kept with the tests, says what its shape was. To be called from a unit test:
 *
 * <pre>{@code
 * DefinitionShapes.recordedIn(Path.of("src/test/resources/sagas")).verify(trips.definition());
 * }</pre>
 */
public final class DefinitionShapes {
    private static final String PROPERTY = "saga.shapes";
    private static final String RECORD = "record";

    private final Path folder;
    private final boolean recording;
    private final boolean unattended;

    DefinitionShapes(Path folder, boolean recording, boolean unattended) {
        this.folder = folder;
        this.recording = recording;
        this.unattended = unattended;
    }

    /** The shapes that are recorded in that folder, seen from the module's own. */
    public static DefinitionShapes recordedIn(Path folder) {
        return new DefinitionShapes(folder, RECORD.equals(System.getProperty(PROPERTY)), System.getenv("CI") != null);
    }

    /**
     * Compares a definition with what is recorded of its version. With {@code -Dsaga.shapes=record} it records a version
     * that isn't recorded yet; never one that is, and never where the environment has a variable {@code CI}.
     *
     * @throws AssertionError when the shape is another one, or is not recorded; the message says what to do
     */
    public void verify(Definition definition) {
        var version = DefinitionVersion.of(definition);
        var file = folder.resolve(definition.name() + "-v" + definition.version() + ".txt");
        var shape = shape(definition);
        if (Files.exists(file)) {
            compare(version, file, shape);
        } else if (recording && !unattended) {
            write(file, shape);
        } else {
            throw new AssertionError(version + " is not recorded in " + file + ". " + howToRecord());
        }
    }

    private static void compare(DefinitionVersion version, Path file, String shape) {
        var recorded = read(file);
        if (!recorded.equals(shape)) {
            throw new AssertionError("The shape of " + version + " has changed, but its version has not. Recorded in "
                    + file + ":\n" + indented(recorded) + "\nNow:\n" + indented(shape)
                    + "\nSagas in flight stay on the version they were started with. Give the new shape the version "
                    + (version.version() + 1) + ", keep the blueprint of version " + version.version()
                    + " for as long as a saga of it may be in flight, and leave its file as it is. " + howToRecord());
        }
    }

    private static String howToRecord() {
        return "To record a new version, run this test once with -D" + PROPERTY + "=" + RECORD
                + " on your own machine (not where the environment variable CI is set), look at the file that it has"
                + " written, and commit it.";
    }

    /** One line per step, whatever order they were written in. */
    private static String shape(Definition definition) {
        var steps = definition.steps().stream()
                .sorted(Comparator.comparing(StepDefinition::name))
                .map(DefinitionShapes::line)
                .collect(Collectors.joining());
        return DefinitionVersion.of(definition) + "\n" + steps;
    }

    private static String line(StepDefinition step) {
        var after = step.dependsOn().isEmpty() ? "" : " after " + String.join(", ", new TreeSet<>(step.dependsOn()));
        return step.kind().name().toLowerCase(Locale.ROOT) + " " + step.name() + after + "\n";
    }

    private static String indented(String text) {
        return text.indent(2).stripTrailing();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String shape) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, shape, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
