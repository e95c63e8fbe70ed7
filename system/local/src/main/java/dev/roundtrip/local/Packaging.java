package dev.roundtrip.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The forms that a service is built in, each in a folder of its own below the service's {@code target}. */
public enum Packaging {
    /** A launcher and its libraries, on the JVM that runs this program. What is built unless something else is asked for. */
    JVM("quarkus-app/quarkus-run.jar"),
    /** One jar of classes and one of settings, on a Java runtime that was linked for them. What the caches of {@link #AOT} are made from. */
    UNCACHED("aot/service.jar"),
    /** The same jars and runtime, and beside them the cache of classes that were loaded and linked before. */
    AOT("aot/service.jar"),
    /** An executable. */
    NATIVE("native/service"),
    /** The entry point of an image, which `bin/images test` has mounted. */
    IMAGE("image/entrypoint");

    /** The environment variable that chooses one. */
    static final String SETTING = "PACKAGING";

    private static final String RUNTIME = "system/local/target/runtime";
    /** A JVM that can't use its cache starts without it, unless it is told that this is an error. */
    private static final String MUST_BE_USED = "-XX:AOTMode=on";

    private static final String ENTER = "system/images/enter";

    private final String runnable;

    Packaging(String runnable) {
        this.runnable = runnable;
    }

    /**
     * The one that is chosen, {@link #JVM} when none is.
     *
     * @param settings the environment
     * @throws LocalFailure when there is no such form
     */
    static Packaging from(Map<String, String> settings) {
        var value = settings.getOrDefault(SETTING, "").strip();
        return switch (value) {
            case "", "jvm" -> JVM;
            case "aot" -> AOT;
            case "native" -> NATIVE;
            case "image" -> IMAGE;
            default ->
                throw new LocalFailure(
                        SETTING + " is '" + value + "': services are started as jvm, aot, native or image.");
        };
    }

    /** What `make` is told to build it. */
    String target() {
        return switch (this) {
            case JVM -> "clean build";
            case UNCACHED, AOT -> "aot";
            case NATIVE -> "native";
            case IMAGE -> "images";
        };
    }

    /** The file that is started; of an image one that says what is started in it. */
    Path runnable(Path module) {
        return module.resolve("target").resolve(runnable);
    }

    /** The classes of {@link #AOT}, beside the jar that is started. */
    static Path classes(Path module) {
        return module.resolve("target/aot/classes.jar");
    }

    /** The cache of {@link #AOT}, beside the jars that it was made of. */
    static Path cache(Path module) {
        return module.resolve("target/aot/service.aot");
    }

    /** The Java runtime that was linked for {@link #AOT}, which knows a cache only if it made it. */
    static Path linkedJava(Path root) {
        return root.resolve(RUNTIME).resolve("bin/java");
    }

    /** All that has to be there. */
    Stream<Path> parts(Path root, Path module) {
        return switch (this) {
            case JVM, NATIVE, IMAGE -> Stream.of(runnable(module));
            case UNCACHED -> Stream.of(linkedJava(root), runnable(module), classes(module));
            case AOT -> Stream.of(linkedJava(root), runnable(module), classes(module), cache(module));
        };
    }

    /**
     * How it is started.
     *
     * @param javaOptions what its JVM is told besides; an executable has none, an image its own, and neither is told
     */
    List<String> command(Path root, Path module, List<String> javaOptions) {
        var file = runnable(module).toString();
        return switch (this) {
            case JVM -> java(Path.of(System.getProperty("java.home"), "bin", "java"), javaOptions, file);
            case UNCACHED -> java(linkedJava(root), javaOptions, file);
            case AOT ->
                java(
                        linkedJava(root),
                        Stream.concat(Stream.of("-XX:AOTCache=" + cache(module), MUST_BE_USED), javaOptions.stream())
                                .toList(),
                        file);
            case NATIVE -> List.of(file);
            case IMAGE -> List.of(root.resolve(ENTER).toString(), file);
        };
    }

    private static List<String> java(Path java, List<String> options, String jar) {
        return Stream.of(List.of(java.toString()), options, List.of("-jar", jar))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
