package dev.roundtrip.local;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * The small jar that a service with a cache is started by: its settings, and where its classes are. A settings file in a jar is read by way of a
 * file system of that jar, which begins with all of its directory; of a jar with twenty thousand classes, and several
 * times over, that took some eighth of a start.
 */
final class SettingsJar {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final List<String> SETTINGS =
            List.of("application.properties", "META-INF/microprofile-config.properties");

    private SettingsJar() {}

    /**
     * Moves the settings out of a jar into one of their own, which is started in its place. Both get times of last change in whole
     * seconds: images keep no finer ones, and a cache knows its jars by theirs.
     *
     * @param classes a jar with everything, in the same folder
     * @param service the jar to make, in place of an earlier one
     * @throws LocalFailure when a file can't be read or written, or has no settings (any more)
     */
    static void moveOutOf(Path classes, Path service) {
        try {
            requireSettings(classes);
            Files.deleteIfExists(service);
            try (var from = FileSystems.newFileSystem(classes);
                    var to = FileSystems.newFileSystem(service, Map.of("create", "true"))) {
                Files.createDirectory(to.getPath("META-INF"));
                writeManifest(manifestOf(classes), classes.getFileName().toString(), to);
                for (var name : SETTINGS) {
                    if (Files.exists(from.getPath(name))) {
                        Files.move(from.getPath(name), to.getPath(name));
                    }
                }
            }
            var now = FileTime.from(Instant.now().truncatedTo(ChronoUnit.SECONDS));
            Files.setLastModifiedTime(classes, now);
            Files.setLastModifiedTime(service, now);
        } catch (IOException e) {
            throw new LocalFailure("The settings can't be moved out of " + classes + ": " + e.getMessage(), e);
        }
    }

    /** Nothing is deleted before it is sure that there is something to put in its place. */
    private static void requireSettings(Path classes) throws IOException {
        if (Files.exists(classes)) {
            try (var jar = new JarFile(classes.toFile())) {
                if (jar.getEntry(SETTINGS.getFirst()) != null) {
                    return;
                }
            }
        }
        throw new LocalFailure("There is no jar with settings at " + classes + ": `make aot` makes it anew.");
    }

    private static Manifest manifestOf(Path classes) throws IOException {
        try (var jar = new JarFile(classes.toFile())) {
            return jar.getManifest();
        }
    }

    private static void writeManifest(Manifest manifest, String classes, FileSystem to) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
        try (var out = Files.newOutputStream(to.getPath(MANIFEST))) {
            manifest.write(out);
        }
    }
}
