package dev.roundtrip.local.closed;

import dev.roundtrip.local.Checkout;
import dev.roundtrip.local.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What the services are shipped with, as it lies in the jars. */
final class ShippedJars {
    private ShippedJars() {}

    /** A class, not loaded. */
    record ClassFile(String name, byte[] bytes) {}

    /** All classes that were written for this project, of all four services, each once. */
    static Stream<ClassFile> all() {
        Map<String, ClassFile> each = new HashMap<>();
        Stream.of(ServiceName.values())
                .map(service ->
                        Checkout.locate().root().resolve(service.module()).resolve("target/quarkus-app"))
                .flatMap(app -> Stream.of(app.resolve("app"), app.resolve("lib/main")))
                .flatMap(folder -> jars(folder).stream())
                .filter(ShippedJars::isWrittenByHand)
                .flatMap(jar -> classes(jar).stream())
                .forEach(file -> each.put(file.name(), file));
        if (each.size() < 100) {
            throw new IllegalStateException("The services are not built: only " + each.size() + " classes were found");
        }
        return each.values().stream();
    }

    /** Ours, but not the stubs, which are generated. */
    static boolean isWrittenByHand(Path jar) {
        var name = jar.getFileName().toString();
        return name.matches("(modified-)?(dev\\.roundtrip\\.)?roundtrip-.*\\.jar")
                && !name.contains("roundtrip-proto-");
    }

    static List<Path> jars(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ClassFile> classes(Path jar) {
        try (var open = new JarFile(jar.toFile())) {
            return open.stream()
                    .filter(entry -> entry.getName().startsWith("dev/roundtrip/"))
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .map(entry -> new ClassFile(name(entry.getName()), bytes(open, entry)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all entries that are no classes. */
    static List<String> resources(Path jar) {
        try (var open = new JarFile(jar.toFile())) {
            return open.stream()
                    .map(JarEntry::getName)
                    .filter(name -> !name.endsWith("/") && !name.endsWith(".class"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One entry, as text. */
    static String text(Path jar, String entry) {
        try (var open = new JarFile(jar.toFile())) {
            return new String(bytes(open, open.getJarEntry(entry)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class of this test. */
    static ClassFile classFile(Class<?> type) {
        var entry = type.getName().replace('.', '/') + ".class";
        try (var stream = type.getClassLoader().getResourceAsStream(entry)) {
            return new ClassFile(type.getName(), stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String entry) {
        return entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (var stream = jar.getInputStream(entry)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
