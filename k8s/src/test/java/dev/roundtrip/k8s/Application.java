package dev.roundtrip.k8s;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roundtrip.orchestrator.engine.OrchestratorSettings;
import dev.roundtrip.orchestrator.engine.RetentionTimes;
import dev.roundtrip.participant.ExpirySettings;
import dev.roundtrip.participant.ParticipantSettings;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the four, as its sources and Quarkus's own lists of settings tell of it.
 *
 * @param name its module's, which is its name everywhere
 */
record Application(String name) {
    static final Application ORCHESTRATOR = new Application("orchestrator");
    static final List<Application> PARTICIPANTS = Stream.of("flight-service", "hotel-service", "car-service")
            .map(Application::new)
            .toList();
    static final List<Application> ALL =
            Stream.concat(Stream.of(ORCHESTRATOR), PARTICIPANTS.stream()).toList();

    private static final Path ROUTES =
            Manifests.ROOT.resolve("system/chaos/src/main/resources/dev/roundtrip/chaos/fuzz/http/routes.txt");
    private static final String QUARKUS = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final Path OF_ALL_PARTICIPANTS =
            Manifests.ROOT.resolve("participant/barrier/src/main/resources/META-INF/microprofile-config.properties");
    private static final Pattern CLIENT = Pattern.compile("quarkus\\.grpc\\.clients\\.(\\w+)\\.host");
    private static final Set<String> OF_QUARKUS = settingsOfQuarkus();

    /** What this application is told by its own files. */
    String value(String property) {
        return Optional.ofNullable(files().getProperty(property))
                .orElseThrow(() -> new AssertionError(name + " has no " + property));
    }

    int port() {
        return Integer.parseInt(value("quarkus.http.port"));
    }

    /** The gRPC clients that it has. */
    Set<String> clients() {
        return files().stringPropertyNames().stream()
                .map(CLIENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    /** Where it answers HTTP, by a list that the orchestrator's tests hold against what is served. */
    Set<String> paths() {
        return Manifests.text(ROUTES)
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals("every") || words[0].equals(name))
                .filter(words -> words[1].equals("GET"))
                .map(words -> words[2])
                .collect(Collectors.toSet());
    }

    /** The environment variables that change anything about it once it is built. */
    Set<String> variables() {
        return Stream.concat(OF_QUARKUS.stream().flatMap(this::withNames), ownSettings())
                .map(Application::variable)
                .collect(Collectors.toSet());
    }

    /** Of settings that there are one of for each client or database, those of the clients and databases that it has. */
    private Stream<String> withNames(String setting) {
        var parts = setting.split("\"", 3);
        if (parts.length < 3) {
            return Stream.of(setting);
        }
        return files().stringPropertyNames().stream()
                .filter(property -> property.startsWith(parts[0]))
                .map(property -> property.substring(parts[0].length()).split("\\.")[0])
                .distinct()
                .map(one -> parts[0] + one + parts[2]);
    }

    private Stream<String> ownSettings() {
        var settings = equals(ORCHESTRATOR)
                ? List.of(OrchestratorSettings.class, RetentionTimes.class)
                : List.of(ParticipantSettings.class, ExpirySettings.class);
        return settings.stream()
                .flatMap(type -> ConfigMappings.getProperties(ConfigClass.configClass(type)).keySet().stream());
    }

    private Properties files() {
        var properties = new Properties();
        load(properties, OF_ALL_PARTICIPANTS);
        if (equals(ORCHESTRATOR)) {
            properties.clear();
        }
        load(properties, Manifests.ROOT.resolve(name).resolve("src/main/resources/application.properties"));
        return properties;
    }

    private static void load(Properties properties, Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Those that are looked at when an application starts; the others are settled when it is built. */
    private static Set<String> settingsOfQuarkus() {
        var settings = new TreeSet<String>();
        try {
            for (var model : Collections.list(Application.class.getClassLoader().getResources(QUARKUS))) {
                try (var stream = model.openStream()) {
                    for (var setting : new ObjectMapper().readTree(stream).findParents("phase")) {
                        if (setting.path("phase").asText().equals("RUN_TIME")) {
                            settings.addAll(setting.findValuesAsText("property"));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
