package dev.roundtrip.local;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsJarTest {
    @TempDir
    private Path folder;

    @Test
    void settingsAreStartedFromAndTheRestStaysWhereItIs() throws IOException {
        var classes = jar("application.properties", "META-INF/microprofile-config.properties", "a/Service.class");
        var service = folder.resolve("service.jar");

        SettingsJar.moveOutOf(classes, service);

        assertAll(
                () -> assertEquals(List.of("META-INF/MANIFEST.MF", "a/Service.class"), files(classes)),
                () -> assertEquals(
                        List.of(
                                "META-INF/MANIFEST.MF",
                                "META-INF/microprofile-config.properties",
                                "application.properties"),
                        files(service)),
                () -> assertEquals("application.properties", text(service, "application.properties")),
                () -> assertEquals("a/Service.class", text(classes, "a/Service.class")));
        try (var jar = new JarFile(service.toFile())) {
            var told = jar.getManifest().getMainAttributes();
            assertEquals("classes.jar", told.getValue(Attributes.Name.CLASS_PATH));
            assertEquals("a.Service", told.getValue(Attributes.Name.MAIN_CLASS));
        }
    }

    @Test
    void timesOfLastChangeAreThoseThatAnImageKeeps() throws IOException {
        var classes = jar("application.properties", "a/Service.class");
        var service = folder.resolve("service.jar");

        SettingsJar.moveOutOf(classes, service);

        for (var jar : List.of(classes, service)) {
            assertEquals(0, Files.getLastModifiedTime(jar).toInstant().getNano(), jar.toString());
        }
    }

    @Test
    void anEarlierOneIsReplaced() throws IOException {
        var service = folder.resolve("service.jar");
        Files.writeString(service, "of an earlier build");

        SettingsJar.moveOutOf(jar("application.properties"), service);

        assertEquals(List.of("META-INF/MANIFEST.MF", "application.properties"), files(service));
    }

    @Test
    void whereThereAreNoSettingsToMoveWhatIsThereStays() throws IOException {
        var classes = folder.resolve("classes.jar");
        var service = folder.resolve("service.jar");
        var said = "There is no jar with settings at " + classes + ": `make aot` makes it anew.";

        assertEquals(
                said,
                assertThrows(LocalFailure.class, () -> SettingsJar.moveOutOf(classes, service))
                        .getMessage());
        SettingsJar.moveOutOf(jar("application.properties"), service);
        assertEquals(
                said,
                assertThrows(LocalFailure.class, () -> SettingsJar.moveOutOf(classes, service))
                        .getMessage());
        assertEquals("application.properties", text(service, "application.properties"));
    }

    private Path jar(String... names) throws IOException {
        var classes = folder.resolve("classes.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "a.Service");
        try (var out = new JarOutputStream(Files.newOutputStream(classes), manifest)) {
            for (var name : names) {
                out.putNextEntry(new JarEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return classes;
    }

    private static List<String> files(Path jar) throws IOException {
        try (var opened = new JarFile(jar.toFile())) {
            return opened.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path jar, String name) throws IOException {
        try (var opened = new JarFile(jar.toFile());
                var in = opened.getInputStream(opened.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
